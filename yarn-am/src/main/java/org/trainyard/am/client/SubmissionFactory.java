package org.trainyard.am.client;

import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.util.Records;
import org.trainyard.am.cluster.RunTag;

/** Specification to submission. Pure. */
final class SubmissionFactory {
  private SubmissionFactory() {}

  static ApplicationSubmissionContext context(
      ApplicationId id, SubmissionSpec spec, LaunchPlan launch) {
    ApplicationSubmissionContext context = Records.newRecord(ApplicationSubmissionContext.class);
    context.setApplicationId(id);
    context.setApplicationType(RunTag.APPLICATION_TYPE);
    context.setApplicationName(spec.name());
    context.setApplicationTags(spec.tags());
    context.setResource(Resource.newInstance(spec.memoryMb(), spec.cores()));
    context.setMaxAppAttempts(spec.attempts());
    if (!spec.attemptsWithin().isZero()) {
      context.setAttemptFailuresValidityInterval(spec.attemptsWithin().toMillis());
    }
    if (spec.queue() != null) {
      context.setQueue(spec.queue());
    }
    if (spec.priority() >= 0) {
      context.setPriority(Priority.newInstance(spec.priority()));
    }
    if (spec.nodeLabel() != null) {
      context.setNodeLabelExpression(spec.nodeLabel());
    }
    // Workers hold their data while YARN starts the next attempt, which uses or releases them.
    context.setKeepContainersAcrossApplicationAttempts(spec.keepsContainers());
    context.setAMContainerSpec(
        ContainerLaunchContext.newInstance(
            launch.files(),
            launch.environment(),
            launch.command(),
            null,
            launch.tokens(),
            launch.acls()));
    return context;
  }
}
