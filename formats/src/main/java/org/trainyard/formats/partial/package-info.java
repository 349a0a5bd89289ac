/**
 * Partials: sums that mappers emit, combiners and reducers add, and no order of addition can
 * change.
 *
 * <p>Knows nothing of what is summed. Read {@link org.trainyard.formats.partial.BinnedSums} and
 * {@link org.trainyard.formats.partial.Partial} first.
 */
package org.trainyard.formats.partial;
