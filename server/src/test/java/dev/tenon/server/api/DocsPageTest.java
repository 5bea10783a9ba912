package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.server.api.DocsCall.Parameter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The page for people, held against the document that it shows.
final class DocsPageTest {
  private final ApiWorld world = new ApiWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void every_call_has_its_command_and_a_form_with_every_parameter() {
    String page = world.nobody().get("/docs").expect(200).text();
    Map<String, String> sections = new TreeMap<>();
    for (String section :
        Arrays.stream(page.split("<section class=\"call\"", -1)).skip(1).toList()) {
      String method = between(section, "data-method=\"", "\"");
      sections.put(method + " " + between(section, "data-path=\"", "\""), section);
    }
    assertThat(sections.keySet()).containsExactlyInAnyOrderElementsOf(world.contract.calls());
    for (DocsCall call : DocsCall.all(Description.read())) {
      String name = call.method() + " " + call.path();
      String section = sections.getOrDefault(name, "");
      String command = between(section, "<pre class=\"curl\"><code>", "</code></pre>");
      assertThat(command).as(name).startsWith("curl ").contains("'http://hub.test" + call.path());
      assertThat(command.contains("Bearer $TENON_API_KEY")).as(name).isEqualTo(call.takesKey());
      String form = between(section, "<template>", "</template>");
      for (Parameter parameter : call.parameters()) {
        assertThat(form)
            .as(name)
            .contains(
                "data-in=\"%s\" data-name=\"%s\"".formatted(parameter.where(), parameter.name()));
      }
      assertThat(form.contains(" data-body ")).as(name).isEqualTo(!call.bodies().isEmpty());
    }
  }

  @Test
  void every_body_begins_with_an_example_that_the_call_takes() {
    JsonNode paths = world.contract.document().path("paths");
    int examples = 0;
    for (String call : world.contract.calls()) {
      String[] parts = call.split(" ", -1);
      JsonNode content =
          paths
              .path(parts[1])
              .path(parts[0].toLowerCase(Locale.ROOT))
              .path("requestBody")
              .path("content");
      for (String type : content.propertyNames()) {
        if (type.equals("*/*")) {
          continue;
        }
        JsonNode example = content.path(type).path("example");
        assertThat(example.isMissingNode()).as(call + " " + type).isFalse();
        assertThat(world.contract.faults(content.path(type).path("schema"), example.toString()))
            .as(call + " " + type)
            .isEmpty();
        examples++;
      }
    }
    assertThat(examples).isGreaterThan(30);
  }

  @Test
  void examples_are_written_as_browsers_indent() {
    DocsCall call =
        DocsCall.all(Description.read()).stream()
            .filter(it -> it.id().equals("changeWebhook"))
            .findFirst()
            .orElseThrow();
    assertThat(call.bodies())
        .containsEntry(
            "application/json",
            """
            {
              "events": [
                "connection.failing",
                "connection.recovered"
              ]
            }""");
  }

  private static String between(String text, String from, String to) {
    int begin = text.indexOf(from);
    assertThat(begin).as(from).isNotNegative();
    int end = text.indexOf(to, begin + from.length());
    return text.substring(begin + from.length(), end);
  }
}
