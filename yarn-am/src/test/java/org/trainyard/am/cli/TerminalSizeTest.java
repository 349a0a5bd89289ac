package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TerminalSizeTest {
  @Test
  void whatSttySays() {
    assertEquals(new TerminalSize(50, 132), TerminalSize.parse("50 132\n"));
    assertEquals(TerminalSize.USUAL, TerminalSize.parse("0 0\n"));
    assertEquals(TerminalSize.USUAL, TerminalSize.parse("stty: not a terminal"));
  }
}
