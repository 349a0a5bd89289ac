/** The project's promises, kept on a real cluster: one test class for each promise. */
package org.trainyard.it;
