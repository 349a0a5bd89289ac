/**
 * What the shipped workflows are held to: Oozie's own schemas, their transitions, their properties.
 * Read {@link org.trainyard.am.workflow.WorkflowGraph} first.
 */
package org.trainyard.am.workflow;
