package dev.tenon.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Incremental;
import dev.tenon.connector.Template;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How only what has changed is asked for.
final class IncrementalAskTest {
  private static final Optional<Instant> SINCE =
      Optional.of(Instant.parse("2026-01-02T12:00:00.123Z"));

  @Test
  void the_time_is_sent_as_the_connector_says_with_every_page_that_we_address() {
    PageAsk page = PageAsk.of(Map.of("offset", "100"));

    assertThat(ask(issues("since", "${since}.."), page, SINCE).query())
        .isEqualTo(Map.of("offset", "100", "since", "2026-01-02T12:00:00Z.."));
    assertThat(ask(issues("after", "${since_seconds}"), page, SINCE).query())
        .containsEntry("after", "1767355200");
    assertThat(ask(issues("f", "${parent.id}"), page, SINCE).query()).containsEntry("f", "p1");
  }

  @Test
  void nothing_is_added_where_everything_is_asked_for_or_the_provider_leads() {
    PageAsk page = PageAsk.of(Map.of("offset", "100"));
    PageAsk led = PageAsk.address("https://p.test/next?since=1");

    assertThat(ask(issues("since", "${since}"), page, Optional.empty())).isEqualTo(page);
    assertThat(ask(issues("since", "${since}"), led, SINCE)).isEqualTo(led);
    assertThat(ask(resource(Optional.empty()), page, SINCE)).isEqualTo(page);
  }

  private static PageAsk ask(ResourceDefinition resource, PageAsk page, Optional<Instant> since) {
    return PageCalls.sinceThen(
        resource,
        name -> name.equals("parent.id") ? Optional.of("p1") : Optional.empty(),
        page,
        since);
  }

  private static ResourceDefinition issues(String parameter, String value) {
    return resource(Optional.of(new Incremental(parameter, Template.parse(value))));
  }

  private static ResourceDefinition resource(Optional<Incremental> incremental) {
    return new ResourceDefinition(
        "issues",
        "Issues",
        Optional.of("projects"),
        Optional.empty(),
        Template.parse("issues"),
        Map.of(),
        Map.of(),
        Optional.empty(),
        "",
        "id",
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        incremental,
        false,
        Map.of(),
        Optional.empty());
  }
}
