/**
 * What leads to a version in the registry: how the model was measured, whether it is better than
 * the current one, and that the same command twice publishes once.
 *
 * <p>Knows nothing of how versions lie on disk ({@code formats.registry}) and prints nothing. Read
 * {@link org.trainyard.am.registry.Publisher} first.
 */
package org.trainyard.am.registry;
