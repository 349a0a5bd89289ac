/**
 * What {@code doctor} looks at: thin probes of this process, the file systems, the ResourceManager
 * and the daemons' web servers, and the records that they fill. Decides nothing.
 *
 * <p>Read {@link org.trainyard.am.doctor.survey.ClusterSeen} and {@link
 * org.trainyard.am.doctor.survey.ClusterSurvey} first.
 */
package org.trainyard.am.doctor.survey;
