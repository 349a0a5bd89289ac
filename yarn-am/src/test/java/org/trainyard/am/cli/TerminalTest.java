package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final Screen screen = new Screen();

  @Test
  void plainLinesHaveNoControlCharacters() {
    Terminal terminal = screen.terminal(Terminal.Mode.PLAIN);
    terminal.status("working");
    terminal.headline("done");
    assertEquals("done" + System.lineSeparator(), screen.out());
  }

  @Test
  void aPersonsStatusLineGivesWayToTheNextLine() {
    Terminal terminal = screen.terminal(Terminal.Mode.INTERACTIVE);
    terminal.status("working");
    terminal.say("done");
    assertTrue(screen.out().endsWith("\r\u001b[Kdone" + System.lineSeparator()), screen.out());
  }

  @Test
  void aPanelIsTakenBackLineByLineAndTheLastOneStays() {
    Terminal terminal = screen.terminal(Terminal.Mode.INTERACTIVE);
    String eol = System.lineSeparator();
    terminal.panel(List.of("one", "two", "three"));
    terminal.status("a status says less than the panel");
    terminal.say("news");
    terminal.panel(List.of("four"));
    terminal.keepPanel();
    terminal.say("end");
    String taken = "\r\u001b[K\u001b[A\r\u001b[K\u001b[A\r\u001b[K";
    assertEquals(
        "one" + eol + "two" + eol + "three" + taken + "news" + eol + "four" + eol + "end" + eol,
        screen.out());
  }

  @Test
  void aStatusLineIsCutToTheWidth() {
    Terminal terminal = screen.terminal(Terminal.Mode.INTERACTIVE);
    terminal.resized(10);
    terminal.status("waiting for a container");
    assertEquals("waiting …", screen.out());
  }

  @Test
  void linesThatANarrowerWindowWrappedAreTakenBackWhole() {
    Terminal terminal = screen.terminal(Terminal.Mode.INTERACTIVE);
    terminal.resized(40);
    terminal.panel(List.of("\u001b[1m" + "x".repeat(25) + "\u001b[0m", "y".repeat(20), ""));
    int before = screen.out().length();
    terminal.resized(20);
    terminal.say("news");
    String up = "\r\u001b[K\u001b[A";
    assertEquals(
        up.repeat(3) + "\r\u001b[Knews" + System.lineSeparator(),
        screen.out().substring(before),
        "two rows of the first line, one of each other");
  }

  @Test
  void whoCannotMoveItsCursorGetsPlainLines() {
    assertEquals(Terminal.Mode.INTERACTIVE, Terminal.mode(true, "xterm-256color"));
    assertEquals(Terminal.Mode.PLAIN, Terminal.mode(true, "dumb"));
    assertEquals(Terminal.Mode.PLAIN, Terminal.mode(true, null));
    assertEquals(Terminal.Mode.PLAIN, Terminal.mode(false, "xterm"));
    screen.terminal(Terminal.Mode.PLAIN).panel(List.of("one"));
    assertEquals("", screen.out());
  }

  @Test
  void jsonLeavesStandardOutputToTheDocument() {
    Terminal terminal = screen.terminal(Terminal.Mode.JSON);
    terminal.say("iteration 1");
    terminal.event(JsonNodeFactory.instance.objectNode().put("iteration", 1));
    terminal.document(JsonNodeFactory.instance.objectNode().put("exitCode", 0));
    assertFalse(screen.out().contains("iteration"));
    assertTrue(screen.out().contains("\"exitCode\" : 0"));
    assertEquals("{\"iteration\":1}" + System.lineSeparator(), screen.err());
  }
}
