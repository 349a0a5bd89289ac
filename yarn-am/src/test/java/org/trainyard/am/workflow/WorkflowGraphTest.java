package org.trainyard.am.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trainyard.am.workflow.WorkflowGraph.Node;

class WorkflowGraphTest {
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private WorkflowGraphTest with(String name, String kind, String... to) {
    nodes.put(name, new Node(kind, List.of(to)));
    return this;
  }

  private List<String> problems() {
    return new WorkflowGraph("a", nodes).problems();
  }

  @Test
  void soundOnesHaveNone() {
    with("a", "fork", "b", "c")
        .with("b", "action", "j", "failed")
        .with("c", "action", "j", "failed");
    with("j", "join", "end").with("failed", "kill").with("end", "end");
    assertEquals(List.of(), problems());
  }

  @Test
  void aTransitionToNowhereIsTold() {
    with("a", "action", "end", "faild").with("failed", "kill").with("end", "end");
    assertEquals(List.of("a leads to faild, which is not there"), problems());
  }

  @Test
  void aNodeThatNobodyLeadsToIsTold() {
    with("a", "action", "end", "end").with("b", "action", "end", "end").with("end", "end");
    assertEquals(List.of("b is never reached"), problems());
  }

  @Test
  void aCircleIsTold() {
    with("a", "action", "b", "end").with("b", "action", "a", "end").with("end", "end");
    assertEquals(List.of("a leads back to itself", "b leads back to itself"), problems());
  }

  @Test
  void aForkWithoutItsJoinIsTold() {
    with("a", "fork", "b", "c").with("b", "action", "j", "end").with("c", "action", "end", "end");
    with("j", "join", "end").with("end", "end");
    assertEquals(
        List.of("the paths of the fork a meet at no join", "the join j belongs to no fork"),
        problems());
  }
}
