package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.config.KeyRegistry;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;

class CommandParserTest {
  private final Configuration conf = new Configuration(false);
  private final Problems problems = new Problems();

  /** A verb with every key, one option and one argument. */
  private static final class Everything implements Command {
    @Override
    public String name() {
      return "everything";
    }

    @Override
    public String summary() {
      return "Takes 100% of what there is";
    }

    @Override
    public String synopsis() {
      return "THING";
    }

    @Override
    public List<String> description() {
      return List.of("One paragraph.", "Another paragraph.");
    }

    @Override
    public List<Example> examples() {
      return List.of(new Example("all of it", "everything x"));
    }

    @Override
    public List<Key<?>> keys() {
      return KeyRegistry.all();
    }

    @Override
    public List<Option> options() {
      return List.of(new Option("--loud", "Shouts."));
    }

    @Override
    public Argument argument() {
      return new Argument("THING", "What to take.");
    }

    @Override
    public ExitCode run(Invocation call) {
      return ExitCode.DONE;
    }
  }

  private Invocation parse(String... words) {
    return new CommandParser(new Everything())
        .parse(List.of(words), conf, new Screen().terminal(), problems);
  }

  @Test
  void anOptionIsTheSameAsItsKeyOnTheCommandLine() {
    Invocation byOption = parse("thing", "--l2", "1e-4,1e-2", "--loud");
    assertEquals(List.of(), problems.all());
    assertEquals("1e-4,1e-2", byOption.conf().get("trainyard.model.l2"));
    assertEquals("command line", byOption.settings().all().get("trainyard.model.l2").source());
    assertEquals("thing", byOption.argument());
    assertTrue(byOption.has(new Command.Option("--loud", "")));
    Invocation byKey = parse("-Dtrainyard.model.l2=1e-4,1e-2", "thing");
    assertEquals(byOption.settings().all(), byKey.settings().all());
  }

  @Test
  void genericOptionsWorkAnywhereBehindTheVerb(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("site.xml");
    Files.writeString(
        file,
        "<configuration><property><name>trainyard.model.l1</name><value>3</value></property></configuration>");
    parse(
        "-D", "a.b=c=d", "thing", "-conf", file.toString(), "--l2=5", "-fs", "hdfs://nn/", "-Dx=y");
    assertEquals(List.of(), problems.all());
    assertEquals("c=d", conf.get("a.b"));
    assertEquals("y", conf.get("x"));
    assertEquals("3", conf.get("trainyard.model.l1"));
    assertEquals("hdfs://nn/", conf.get("fs.defaultFS"));
  }

  @Test
  void aFlagNeedsNoValueAndTakesNoWordThatIsNotOne() {
    Invocation call = parse("--standardize", "thing");
    assertEquals("true", conf.get("trainyard.model.standardize"));
    assertEquals("thing", call.argument());
    parse("thing", "--intercept", "false");
    assertEquals("false", conf.get("trainyard.model.intercept"));
    parse("thing", "--intercept=true");
    assertEquals("true", conf.get("trainyard.model.intercept"));
  }

  @Test
  void aNegativeNumberIsAValue() {
    parse("thing", "--priority", "-1");
    assertEquals(List.of(), problems.all());
    assertEquals("-1", conf.get("trainyard.yarn.priority"));
  }

  @Test
  void everythingWrongIsCollected() {
    parse("thing", "--l22", "4", "more", "--queue");
    List<String> all = problems.all();
    assertTrue(
        all.stream().anyMatch(p -> p.contains("--l22") && p.contains("nearest is --l2")),
        all::toString);
    assertTrue(
        all.stream().anyMatch(p -> p.contains("'more' belongs to no option")), all::toString);
    assertTrue(all.stream().anyMatch(p -> p.contains("--queue")), all::toString);
  }

  @Test
  void aMissingArgumentIsNamed() {
    assertNull(parse("--l2", "4").argument());
    assertTrue(problems.all().get(0).contains("THING"), problems.all()::toString);
  }

  @Test
  void anOptionAndADefinitionThatDisagreeAreAProblem() {
    parse("thing", "--l2", "1", "-Dtrainyard.model.l2=2");
    assertEquals(
        List.of("--l2 1 contradicts -Dtrainyard.model.l2=2; give one of them"), problems.all());
  }

  @Test
  void aDefinitionWithoutEqualsSignIsAProblem() {
    parse("thing", "-D", "trainyard.model.l2");
    assertTrue(
        problems.all().get(0).contains("not of the form KEY=VALUE"), problems.all()::toString);
  }

  @Test
  void theHelpHasEveryKeyItsDefaultAndTheExamplesAndFitsTheWidth() {
    String help = new CommandParser(new Everything()).help();
    for (Key<?> key : KeyRegistry.all()) {
      assertTrue(
          help.contains(key.option() + (key.label().startsWith("true") ? "" : " ")), key.option());
    }
    for (Key<?> key : KeyRegistry.all()) {
      assertTrue(help.contains(key.group().title() + ":"), key.group().title());
    }
    assertTrue(help.contains("Takes 100% of what there is"));
    assertTrue(help.contains("trainyard everything x"));
    assertTrue(help.contains("-libjars JAR"));
    assertTrue(help.lines().allMatch(line -> line.length() <= Grammar.WIDTH), help);
  }
}
