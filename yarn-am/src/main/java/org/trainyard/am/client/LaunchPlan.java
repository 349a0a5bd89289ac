package org.trainyard.am.client;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;
import org.apache.hadoop.yarn.api.records.LocalResource;

/**
 * What a container needs to start the ApplicationMaster.
 *
 * @param files by the names they get in the container's folder
 * @param environment variables
 * @param command of the shell
 * @param tokens serialised credentials
 * @param acls who may view and who may modify
 */
record LaunchPlan(
    Map<String, LocalResource> files,
    Map<String, String> environment,
    List<String> command,
    ByteBuffer tokens,
    Map<ApplicationAccessType, String> acls) {}
