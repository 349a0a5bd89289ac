/**
 * The registry: models under names, with version numbers that are given once, and a current version
 * that can be moved.
 *
 * <pre>
 * ROOT/NAME/versions/00007/
 *     model.avro          a copy of the published model, byte for byte
 *     version.json        metrics, where they and the model come from, who published it when
 *     claim               whose folder this is: the name it was written under
 * ROOT/NAME/current/00012/
 *     step.json           the twelfth move of the current version
 *     claim
 * </pre>
 *
 * <p>A numbered folder is written under a hidden name and appears whole, by one rename; nothing in
 * it ever changes. Of two writers who want the same number one gets it, and the other the next:
 * {@link org.trainyard.formats.registry.NumberedFolders}. A writer that dies leaves a hidden folder
 * that nobody reads and anybody may delete. This needs a file system whose rename of a folder is
 * atomic, as in HDFS and on local disks, and not in object stores.
 *
 * <p>{@code version.json} (format version 1): {@code publishedMs} since the epoch, {@code
 * publishedBy}, {@code source} (the path that was published), {@code sha256} of {@code model.avro},
 * {@code algorithm}, {@code metrics} by name, {@code spread} (their standard deviations, where they
 * are means over folds; else empty), {@code measuredOn} (what they were measured on), {@code rows}
 * of the training data and their fingerprint {@code dataset}, {@code codeVersion} of the build that
 * trained it, and {@code sentence}, why it was published.
 *
 * <p>{@code step.json} (format version 1): {@code move} ({@code SET}, {@code BACK} or {@code
 * FORWARD}), {@code version} (of {@code SET}; else 0), {@code atMs}, {@code by}. The current
 * version is what the steps lead to, as in a browser: {@link
 * org.trainyard.formats.registry.CurrentHistory}.
 *
 * <p>Knows nothing of how a model is measured or compared. Read {@link
 * org.trainyard.formats.registry.ModelRegistry} first.
 */
package org.trainyard.formats.registry;
