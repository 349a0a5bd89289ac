/**
 * What users type, run as they type it: the scripts, on a development cluster of real processes.
 */
package org.trainyard.it.script;
