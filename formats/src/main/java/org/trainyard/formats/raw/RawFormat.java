package org.trainyard.formats.raw;

/** Formats of raw input. */
public enum RawFormat {
  /** {@code label index:value …} in lines. */
  LIBSVM,
  /** Fields separated by commas, in lines. */
  CSV,
  /** Fields separated by tabs, in lines. */
  TSV,
  /** The format of the MNIST files: a tensor of bytes or numbers. */
  IDX,
  /** Avro container files of records. */
  AVRO;

  /** Whether records are lines of text. */
  public boolean isText() {
    return this == LIBSVM || this == CSV || this == TSV;
  }

  /** Whether records are lines of separated fields. */
  public boolean isTable() {
    return this == CSV || this == TSV;
  }
}
