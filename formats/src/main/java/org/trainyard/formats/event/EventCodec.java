package org.trainyard.formats.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.vector.CorruptFileException;

/**
 * An event and its line of JSON: the field {@code event} names its kind, the others are the
 * record's components.
 */
public final class EventCodec {
  /** The version that this build writes and reads. */
  public static final int VERSION = 1;

  private static final String KIND = "event";
  private static final String LOG = "log";
  private static final ObjectReader READER =
      JsonFile.MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final Map<String, Class<? extends RunEvent>> KINDS = kinds();

  private EventCodec() {}

  private static Map<String, Class<? extends RunEvent>> kinds() {
    Map<String, Class<? extends RunEvent>> kinds = new LinkedHashMap<>();
    kinds.put("attempt-began", RunEvent.AttemptBegan.class);
    kinds.put("phase-began", RunEvent.PhaseBegan.class);
    kinds.put("said", RunEvent.Said.class);
    kinds.put("problem-known", RunEvent.ProblemKnown.class);
    kinds.put("waiting", RunEvent.Waiting.class);
    kinds.put("container-granted", RunEvent.ContainerGranted.class);
    kinds.put("worker-came", RunEvent.WorkerCame.class);
    kinds.put("container-left", RunEvent.ContainerLeft.class);
    kinds.put("job-submitted", RunEvent.JobSubmitted.class);
    kinds.put("packing-ended", RunEvent.PackingEnded.class);
    kinds.put("task-ended", RunEvent.TaskEnded.class);
    kinds.put("iteration-ended", RunEvent.IterationEnded.class);
    kinds.put("models-measured", RunEvent.ModelsMeasured.class);
    kinds.put("summed", RunEvent.Summed.class);
    kinds.put("alert-raised", RunEvent.AlertRaised.class);
    kinds.put("attempt-ended", RunEvent.AttemptEnded.class);
    return kinds;
  }

  /** Name of an event's kind. */
  public static String kind(RunEvent event) {
    for (Map.Entry<String, Class<? extends RunEvent>> known : KINDS.entrySet()) {
      if (known.getValue() == event.getClass()) {
        return known.getKey();
      }
    }
    throw new IllegalStateException("No name for " + event.getClass());
  }

  /** The event as a JSON object. */
  public static ObjectNode json(RunEvent event) {
    ObjectNode object = JsonFile.MAPPER.createObjectNode().put(KIND, kind(event));
    object.setAll((ObjectNode) JsonFile.MAPPER.valueToTree(event));
    return object;
  }

  /** The event as one line, without a line break. */
  public static String line(RunEvent event) {
    return json(event).toString();
  }

  /** The first line of a log. */
  static String header(String writer) {
    return JsonFile.MAPPER
        .createObjectNode()
        .put(KIND, LOG)
        .put("formatVersion", VERSION)
        .put("writer", writer)
        .toString();
  }

  /**
   * Reads a line; empty for a log's first line, and for kinds that this build does not know.
   *
   * @throws CorruptFileException if the line is no event, or begins a log of another version
   */
  public static Optional<RunEvent> parse(String line) throws CorruptFileException {
    try {
      JsonNode object = JsonFile.MAPPER.readTree(line);
      String kind = object.path(KIND).asText();
      if (kind.equals(LOG) && object.path("formatVersion").asInt() != VERSION) {
        throw new CorruptFileException(
            "event log of format version "
                + object.path("formatVersion").asInt()
                + ", this build reads "
                + VERSION);
      }
      Class<? extends RunEvent> type = KINDS.get(kind);
      if (kind.isEmpty()) {
        throw new CorruptFileException("a line that is no event: " + line);
      }
      return type == null ? Optional.empty() : Optional.of(READER.treeToValue(object, type));
    } catch (JsonProcessingException e) {
      throw new CorruptFileException("a line that is no event: " + e.getOriginalMessage(), e);
    }
  }
}
