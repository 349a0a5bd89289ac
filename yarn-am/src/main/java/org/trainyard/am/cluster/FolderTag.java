package org.trainyard.am.cluster;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * A run's folder as tags of its application: what YARN keeps of an application from its submission
 * to long after its end, however it ended. A tag holds ASCII in lower case and at most so many
 * characters, so a capital letter becomes {@code ^} and the small one, every other character that a
 * tag does not take becomes {@code %} and two digits for each byte of it, and a long path becomes
 * several tags, numbered {@code 1of2}. Pure.
 */
public final class FolderTag {
  private static final String PREFIX = "trainyard-folder-";
  private static final Pattern FORM =
      Pattern.compile(Pattern.quote(PREFIX) + "([1-9])of([1-9]):(.*)");
  private static final Pattern WRITTEN = Pattern.compile("(?:[^%^]|\\^[a-z]|%[0-9a-f]{2})+");
  private static final String AS_IT_IS = "abcdefghijklmnopqrstuvwxyz0123456789/:.-_=@+~";

  private FolderTag() {}

  /**
   * The tags of a folder; none where the cluster does not take so many tags or so long ones.
   *
   * @param others tags that the application has anyway
   */
  public static List<String> of(Path folder, int others, Configuration conf) {
    int most =
        conf.getInt(
            YarnConfiguration.RM_APPLICATION_MAX_TAGS,
            YarnConfiguration.DEFAULT_RM_APPLICATION_MAX_TAGS);
    int longest =
        conf.getInt(
            YarnConfiguration.RM_APPLICATION_MAX_TAG_LENGTH,
            YarnConfiguration.DEFAULT_RM_APPLICATION_MAX_TAG_LENGTH);
    return of(folder.toString(), most - others, longest);
  }

  static List<String> of(String folder, int most, int longest) {
    String written = written(folder);
    int room = longest - (PREFIX + "9of9:").length();
    int pieces = room < 1 ? Integer.MAX_VALUE : (written.length() + room - 1) / room;
    List<String> tags = new ArrayList<>();
    // More than nine would need more room for their numbers, and no cluster takes as many.
    if (pieces <= Math.min(most, 9)) {
      for (int piece = 0; piece < pieces; piece++) {
        int end = Math.min(written.length(), (piece + 1) * room);
        tags.add(PREFIX + (piece + 1) + "of" + pieces + ":" + written.substring(piece * room, end));
      }
    }
    return tags;
  }

  /** The folder that tags tell; none if they tell none, or not all of it. */
  public static Optional<Path> find(Collection<String> tags) {
    String[] pieces = null;
    for (String tag : tags) {
      Matcher form = FORM.matcher(tag);
      if (form.matches()) {
        int piece = Integer.parseInt(form.group(1));
        int all = Integer.parseInt(form.group(2));
        pieces = pieces == null ? new String[all] : pieces;
        if (pieces.length != all || piece > all) {
          return Optional.empty();
        }
        pieces[piece - 1] = form.group(3);
      }
    }
    if (pieces == null || Arrays.asList(pieces).contains(null)) {
      return Optional.empty();
    }
    String written = String.join("", pieces);
    return WRITTEN.matcher(written).matches()
        ? Optional.of(new Path(read(written)))
        : Optional.empty();
  }

  private static String written(String folder) {
    StringBuilder text = new StringBuilder();
    for (byte each : folder.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      if (AS_IT_IS.indexOf(c) >= 0) {
        text.append(c);
      } else if (c >= 'A' && c <= 'Z') {
        text.append('^').append(Character.toLowerCase(c));
      } else {
        text.append(String.format(Locale.ROOT, "%%%02x", (int) c));
      }
    }
    return text.toString();
  }

  private static String read(String written) {
    byte[] bytes = new byte[written.length()];
    int n = 0;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '^') {
        bytes[n++] = (byte) Character.toUpperCase(written.charAt(++i));
      } else if (c == '%') {
        bytes[n++] = (byte) Integer.parseInt(written.substring(i + 1, i + 3), 16);
        i += 2;
      } else {
        bytes[n++] = (byte) c;
      }
    }
    return new String(bytes, 0, n, StandardCharsets.UTF_8);
  }
}
