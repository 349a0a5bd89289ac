/**
 * The shipped workflows in a real Oozie, on a real HDFS and YARN: what an operator would see. Read
 * {@link org.trainyard.oozie.NightlyWorkflowIT} first.
 */
package org.trainyard.oozie;
