/**
 * From raw columns to the features and labels that a model sees: one-hot or hashed categories,
 * filled missing values, class numbers.
 *
 * <p>Knows nothing of models and of files. Read {@link org.trainyard.formats.encode.Encoding} and
 * {@link org.trainyard.formats.encode.EncodingPlan} first.
 */
package org.trainyard.formats.encode;
