package org.trainyard.am.workflow;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A workflow or a coordinator as shipped.
 *
 * @param path of the file
 * @param document what it says
 */
public record WorkflowFile(Path path, Document document) {
  /** The workflows of the project. */
  public static final Path FOLDER =
      Path.of("").toAbsolutePath().getParent().resolve("scripts/workflows");

  private static final Pattern VALUE = Pattern.compile("\\$\\{([^}]*)}");

  /** What stands between quotes, functions, keywords and numbers are no properties. */
  private static final Pattern NO_PROPERTY =
      Pattern.compile("'[^']*'|[A-Za-z]+:[A-Za-z]+\\(|\\b(?:eq|ne|lt|gt|le|ge|and|or|not)\\b");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

  /** Every workflow and coordinator below the folder of workflows. */
  public static List<WorkflowFile> all() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      List<WorkflowFile> all = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".xml")).sorted().toList()) {
        WorkflowFile read = read(file);
        if (!read.document.getDocumentElement().getLocalName().equals("configuration")) {
          all.add(read);
        }
      }
      return all;
    }
  }

  static WorkflowFile read(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      return new WorkflowFile(file, factory.newDocumentBuilder().parse(file.toFile()));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("Cannot parse " + file, e);
    }
  }

  /** Validates it against the schemas in Oozie's client. */
  void validate() throws IOException, SAXException {
    SchemaFactory factory = SchemaFactory.newDefaultInstance();
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "jar:file,file");
    Source[] schemas =
        Stream.of("oozie-workflow-1.0.xsd", "oozie-coordinator-0.5.xsd")
            .map(name -> WorkflowFile.class.getClassLoader().getResource(name))
            .map(URL::toExternalForm)
            .map(StreamSource::new)
            .toArray(Source[]::new);
    factory.newSchema(schemas).newValidator().validate(new DOMSource(document));
  }

  /** The elements with a name, in order. */
  List<Element> elements(String name) {
    return children(document.getDocumentElement(), name);
  }

  static List<Element> children(Element parent, String name) {
    NodeList found = parent.getElementsByTagNameNS("*", name);
    return IntStream.range(0, found.getLength())
        .mapToObj(found::item)
        .map(Element.class::cast)
        .toList();
  }

  /** Words of the commands of all Java actions, {@code ${…}} as it stands there. */
  public List<List<String>> commands() {
    return elements("java").stream()
        .map(java -> children(java, "arg").stream().map(Element::getTextContent).toList())
        .toList();
  }

  /** The properties that it uses, in its attributes too. */
  Set<String> uses() throws IOException {
    Set<String> used = new TreeSet<>();
    Matcher value = VALUE.matcher(Files.readString(path));
    while (value.find()) {
      Matcher name = NAME.matcher(NO_PROPERTY.matcher(value.group(1)).replaceAll(" "));
      while (name.find()) {
        used.add(name.group());
      }
    }
    return used;
  }

  /** The properties beside it, none expanded. */
  public Properties properties() throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(path.resolveSibling("job.properties"))) {
      properties.load(reader);
    }
    return properties;
  }
}
