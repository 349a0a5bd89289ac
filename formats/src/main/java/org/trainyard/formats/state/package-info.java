/**
 * State between iterations and its form on disk.
 *
 * <p>Knows nothing of the algorithms. Read {@link org.trainyard.formats.state.State} first.
 */
package org.trainyard.formats.state;
