/**
 * Configuration keys as objects, and the errors of wrong settings.
 *
 * <p>Knows no key of its own but those of the formats ({@link
 * org.trainyard.formats.config.DataKeys}). Read {@link org.trainyard.formats.config.Key} first.
 */
package org.trainyard.formats.config;
