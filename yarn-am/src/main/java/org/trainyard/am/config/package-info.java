/**
 * What can be configured: the keys of this module, the registry of all keys, what a user has set
 * and from where, and the reference that is generated from it.
 *
 * <p>Knows nothing of YARN's API or of the command line. Read {@link
 * org.trainyard.am.config.KeyRegistry} and {@link org.trainyard.am.config.EffectiveSettings} first.
 */
package org.trainyard.am.config;
