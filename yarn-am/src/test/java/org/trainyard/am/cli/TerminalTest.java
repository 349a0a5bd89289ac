package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
