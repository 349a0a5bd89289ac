/** Data at rest: sample blocks, state, partials, models and the layout of a run. */
package org.trainyard.formats;
