package org.trainyard.formats.raw;

/** A record as it stands in the input. Valid only during the call that hands it over. */
public interface RawRecord {
  /**
   * Where it begins in its file: the byte (uncompressed) for text, else a number that grows from
   * record to record.
   */
  long position();

  /** A copy of the record's text in UTF-8: a line without its line end; JSON where it is binary. */
  byte[] line();

  /** The text of a field, without quotes; null where the record has no such field. */
  String field(int field);
}
