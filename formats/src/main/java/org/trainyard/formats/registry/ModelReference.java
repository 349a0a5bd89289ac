package org.trainyard.formats.registry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trainyard.formats.config.InvalidSettingsException;

/**
 * A model as its users call it: {@code NAME} or {@code NAME@current} for the current version,
 * {@code NAME@7} for a certain one.
 *
 * @param name of the model
 * @param version its number; empty for the current one
 */
public record ModelReference(String name, OptionalInt version) {
  private static final Pattern WHOLE =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,99})(?:@(current|[1-9]\\d{0,8}))?");

  /** Parses it; empty if it cannot be one, for example because it is a path. */
  public static Optional<ModelReference> find(String text) {
    Matcher matcher = WHOLE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String version = matcher.group(2);
    boolean numbered = version != null && !version.equals("current");
    return Optional.of(
        new ModelReference(
            matcher.group(1),
            numbered ? OptionalInt.of(Integer.parseInt(version)) : OptionalInt.empty()));
  }

  /**
   * Parses it.
   *
   * @throws InvalidSettingsException if it is none
   */
  public static ModelReference of(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new InvalidSettingsException(
                    List.of(
                        "'"
                            + text
                            + "' is no name of a model: letters, digits, '.', '_' and '-', at most 100, and perhaps"
                            + " @VERSION or @current")));
  }
}
