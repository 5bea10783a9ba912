package dev.tenon.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The widget's types, what it does, and the example that is written to them.
final class WidgetTypesTest {
  private static final Path WEB = Path.of("src/main/resources/web");
  private static final Path EXAMPLE = Path.of("../docs/examples/react");

  @Test
  void every_option_of_the_types_is_read_by_the_script_and_no_other_is() throws IOException {
    String script = Files.readString(WEB.resolve("connect.js"));
    int leaf = script.indexOf("function leafLink(");

    assertThat(options(script.substring(0, leaf))).isEqualTo(members("ConnectOptions"));
    Set<String> taken = members("LeafLinkOptions");
    assertThat(taken.remove("leafUser")).as("taken and not needed").isTrue();
    assertThat(options(script.substring(leaf))).isEqualTo(taken);
  }

  @Test
  void the_example_uses_what_there_is() throws IOException {
    String button = Files.readString(EXAMPLE.resolve("ConnectButton.tsx"));
    String page = Files.readString(EXAMPLE.resolve("Returned.tsx"));

    Set<String> used = found(block(button, "Tenon.connect({"), "\\n      (\\w+)[:,]");
    assertThat(used).contains("url", "locale", "onReturned", "onFailed");
    assertThat(members("ConnectOptions")).containsAll(used);
    Set<String> calls = found(button + page, "Tenon\\.(\\w+)\\(");
    assertThat(members("TenonConnect")).containsAll(calls);
    for (String name : found(button + page, "import type \\{ ([^}]*) }")) {
      for (String type : name.split(", ", -1)) {
        assertThat(types()).contains("export interface " + type.split(" ", -1)[0] + " {");
      }
    }
  }

  /// Text between the braces that `start` opens.
  private static String block(String text, String start) {
    int from = text.indexOf(start) + start.length();
    int depth = 1;
    int at = from;
    while (depth > 0) {
      char c = text.charAt(at++);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return text.substring(from, at);
  }

  private static Set<String> options(String script) {
    return found(script, "\\boptions\\.(\\w+)");
  }

  private static Set<String> members(String name) throws IOException {
    return found(block(types(), "export interface " + name + " {"), "\\n  (\\w+)(?:\\?)?[:(]");
  }

  private static Set<String> found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher
        .results()
        .map((MatchResult it) -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String types() throws IOException {
    return Files.readString(WEB.resolve("connect.d.ts"));
  }
}
