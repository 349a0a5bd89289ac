/**
 * The client: makes a run's application, submits it, watches it, stops it.
 *
 * <p>What is submitted is decided by pure functions ({@link
 * org.trainyard.am.client.SubmissionSpec}, {@link org.trainyard.am.client.SubmissionFactory}). Read
 * {@link org.trainyard.am.client.RunClient} first. Prints nothing itself.
 */
package org.trainyard.am.client;
