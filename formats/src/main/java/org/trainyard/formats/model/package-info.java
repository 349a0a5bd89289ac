/**
 * Published models on disk.
 *
 * <p>Knows nothing of how a model is trained or scored. Read {@link
 * org.trainyard.formats.model.ModelFile} first.
 */
package org.trainyard.formats.model;
