package org.trainyard.am.workflow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * The nodes of a workflow and where each leads: what Oozie's schemas do not check.
 *
 * @param start name of the first node
 * @param nodes each with its transitions
 */
record WorkflowGraph(String start, Map<String, Node> nodes) {
  private static final List<String> KINDS =
      List.of("action", "decision", "fork", "join", "kill", "end");

  /**
   * A node.
   *
   * @param kind its element
   * @param to names of the nodes that it leads to
   */
  record Node(String kind, List<String> to) {}

  static WorkflowGraph of(Element workflow) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (String kind : KINDS) {
      for (Element element : WorkflowFile.children(workflow, kind)) {
        List<String> to = new ArrayList<>();
        Stream.of("ok", "error", "case", "default")
            .flatMap(name -> WorkflowFile.children(element, name).stream())
            .forEach(transition -> to.add(transition.getAttribute("to")));
        WorkflowFile.children(element, "path").forEach(path -> to.add(path.getAttribute("start")));
        if (kind.equals("join")) {
          to.add(element.getAttribute("to"));
        }
        nodes.put(element.getAttribute("name"), new Node(kind, to));
      }
    }
    String start = WorkflowFile.children(workflow, "start").get(0).getAttribute("to");
    return new WorkflowGraph(start, nodes);
  }

  /** A sentence for everything that is wrong; none for a sound workflow. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!nodes.containsKey(start)) {
      problems.add("start leads to " + start + ", which is not there");
    }
    nodes.forEach(
        (name, node) ->
            node.to().stream()
                .filter(to -> !nodes.containsKey(to))
                .forEach(to -> problems.add(name + " leads to " + to + ", which is not there")));
    if (problems.isEmpty()) {
      Set<String> reached = reachable(start);
      nodes.keySet().stream()
          .filter(name -> !reached.contains(name))
          .forEach(name -> problems.add(name + " is never reached"));
      nodes.keySet().stream()
          .filter(name -> reachable(name).stream().noneMatch(this::ends))
          .forEach(name -> problems.add(name + " leads to no end"));
      nodes.keySet().stream()
          .filter(
              name -> nodes.get(name).to().stream().anyMatch(to -> reachable(to).contains(name)))
          .forEach(name -> problems.add(name + " leads back to itself"));
      forks(problems);
    }
    return problems;
  }

  private boolean ends(String name) {
    return nodes.get(name).to().isEmpty();
  }

  /** All ways out of a fork that go on meet at one join, and every join belongs to a fork. */
  private void forks(List<String> problems) {
    Set<String> met = new HashSet<>();
    nodes.forEach(
        (name, node) -> {
          if (node.kind().equals("fork")) {
            List<Set<String>> joins =
                node.to().stream().map(path -> ofKind("join", reachable(path))).toList();
            Set<String> common = new HashSet<>(joins.get(0));
            joins.forEach(common::retainAll);
            if (common.isEmpty()) {
              problems.add("the paths of the fork " + name + " meet at no join");
            }
            met.addAll(common);
          }
        });
    ofKind("join", nodes.keySet()).stream()
        .filter(join -> !met.contains(join))
        .forEach(join -> problems.add("the join " + join + " belongs to no fork"));
  }

  private Set<String> ofKind(String kind, Set<String> names) {
    Set<String> found = new HashSet<>(names);
    found.removeIf(name -> !nodes.get(name).kind().equals(kind));
    return found;
  }

  /** A node and everything behind it. */
  private Set<String> reachable(String from) {
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      String name = next.pop();
      if (reached.add(name)) {
        next.addAll(nodes.get(name).to());
      }
    }
    return reached;
  }
}
