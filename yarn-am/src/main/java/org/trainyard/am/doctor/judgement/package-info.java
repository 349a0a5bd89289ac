/**
 * What {@code doctor} makes of what it saw: pure functions from records to findings, one class for
 * each question.
 *
 * <p>Read {@link org.trainyard.am.doctor.judgement.QueueJudgement} and {@link
 * org.trainyard.am.doctor.judgement.ContainerJudgement} first.
 */
package org.trainyard.am.doctor.judgement;
