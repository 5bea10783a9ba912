package dev.tenon.server.catalog;

import static dev.tenon.server.catalog.CatalogueWorld.OTHER;
import static dev.tenon.server.catalog.CatalogueWorld.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueTest {
  @TempDir private Path parent;
  private CatalogueWorld world;

  @BeforeEach
  void start() {
    world = new CatalogueWorld(parent.resolve("connectors"));
  }

  private Optional<String> title(WorkspaceId workspace, String name) {
    return world.catalogue.find(workspace, new ConnectorName(name)).map(Connector::title);
  }

  private static String[] file(String name, String title) {
    return new String[] {"name: " + name, "title: " + title, "extends: generic-oauth2"};
  }

  @Test
  void shipped_connectors_are_there_without_a_directory() {
    assertThat(title(WORKSPACE, "trimble-connect")).contains("Trimble Connect");
    assertThat(world.catalogue.all(WORKSPACE))
        .extracting(connector -> connector.name().value())
        .isSorted()
        .contains("github", "procore");
  }

  @Test
  void unknown_connector_is_not_there() {
    assertThat(title(WORKSPACE, "nope")).isEmpty();
  }

  @Test
  void dropped_file_is_there_for_every_workspace() {
    world.drop("acme.yaml", file("acme", "Acme"));
    assertThat(title(WORKSPACE, "acme")).contains("Acme");
    assertThat(title(OTHER, "acme")).contains("Acme");
    assertThat(world.catalogue.isOwn(WORKSPACE, new ConnectorName("acme"))).isFalse();
  }

  @Test
  void changed_file_is_read_again() {
    world.drop("acme.yaml", file("acme", "Acme"));
    assertThat(title(WORKSPACE, "acme")).contains("Acme");
    world.drop("acme.yaml", file("acme", "Acme, renamed"));
    assertThat(title(WORKSPACE, "acme")).contains("Acme, renamed");
  }

  @Test
  void removed_file_is_gone() throws IOException {
    world.drop("acme.yaml", file("acme", "Acme"));
    assertThat(title(WORKSPACE, "acme")).isPresent();
    Files.delete(world.directory.resolve("acme.yaml"));
    world.clock.advance(Duration.ofSeconds(2));
    assertThat(title(WORKSPACE, "acme")).isEmpty();
  }

  @Test
  void bad_file_is_reported_in_full_and_the_others_stay() {
    world.drop("acme.yaml", file("acme", "Acme"));
    world.drop("bad.yaml", "name: bad", "tilte: Bad", "definitions: {}");

    assertThat(title(WORKSPACE, "bad")).isEmpty();
    assertThat(title(WORKSPACE, "acme")).contains("Acme");
    assertThat(world.catalogue.problems())
        .extracting(CatalogueProblem::toString)
        .anyMatch(line -> line.startsWith("bad.yaml:2:1: tilte: is not a field here"))
        .contains(
            "bad.yaml:1:1: lacks the field 'title'",
            "bad.yaml:3:14: definitions: must not be empty");
  }

  @Test
  void file_that_turns_bad_leaves_its_last_good_version_in_use() {
    world.drop("acme.yaml", file("acme", "Acme"));
    assertThat(title(WORKSPACE, "acme")).contains("Acme");
    world.drop("acme.yaml", "name: acme", "title: [");
    assertThat(title(WORKSPACE, "acme")).contains("Acme");
    assertThat(world.catalogue.problems()).hasSize(1);
  }

  @Test
  void file_must_be_called_as_its_connector() {
    world.drop("other.yaml", file("acme", "Acme"));
    assertThat(title(WORKSPACE, "acme")).isEmpty();
    assertThat(world.catalogue.problems())
        .extracting(CatalogueProblem::message)
        .containsExactly("must be called acme.yaml, as its name says");
  }

  @Test
  void other_files_of_the_directory_are_left_alone() {
    world.drop("README.md", "# not a connector");
    assertThat(world.catalogue.problems()).isEmpty();
  }

  @Test
  void posted_connector_hides_a_shipped_one_in_its_workspace_only() {
    world.post(WORKSPACE, "slack", file("slack", "Our Slack"));
    assertThat(title(WORKSPACE, "slack")).contains("Our Slack");
    assertThat(title(OTHER, "slack")).contains("Slack");
    assertThat(world.catalogue.isOwn(WORKSPACE, new ConnectorName("slack"))).isTrue();
    assertThat(world.catalogue.isOwn(OTHER, new ConnectorName("slack"))).isFalse();
  }

  @Test
  void posted_change_is_seen_at_once() {
    world.post(WORKSPACE, "acme", file("acme", "Acme"));
    assertThat(title(WORKSPACE, "acme")).contains("Acme");
    world.post(WORKSPACE, "acme", file("acme", "Acme, renamed"));
    assertThat(title(WORKSPACE, "acme")).contains("Acme, renamed");
  }

  @Test
  void nothing_remembered_is_served_while_the_change_feed_is_down() {
    world.post(WORKSPACE, "acme", file("acme", "Acme"));
    assertThat(title(WORKSPACE, "acme")).contains("Acme");
    world.stores.changes().interrupt();
    world.post(WORKSPACE, "acme", file("acme", "Acme, renamed"));
    assertThat(title(WORKSPACE, "acme")).contains("Acme, renamed");
  }

  @Test
  void connector_that_extends_its_own_name_builds_on_the_one_that_it_hides() {
    world.drop(
        "slack.yaml",
        "name: slack",
        "title: Slack for us",
        "extends: slack",
        "definitions:",
        "  user-sign-in:",
        "    scopes: {default: 'channels:read'}");
    Connector slack = world.catalogue.find(WORKSPACE, new ConnectorName("slack")).orElseThrow();
    assertThat(slack.title()).isEqualTo("Slack for us");
    assertThat(slack.definitions()).hasSize(1);
    assertThat(slack.api().paging()).isPresent();
  }

  @Test
  void posted_connector_may_extend_a_dropped_one() {
    world.drop("acme.yaml", file("acme", "Acme"));
    world.post(WORKSPACE, "ours", "name: ours", "title: Ours", "extends: acme");
    assertThat(title(WORKSPACE, "ours")).contains("Ours");
  }

  @Test
  void check_tells_the_connector_or_every_problem() {
    assertThat(world.catalogue.check("a.yaml", "name: a\ntitle: A\nextends: github\n"))
        .isInstanceOf(CatalogueCheck.Good.class);
    assertThat(world.catalogue.check(WORKSPACE, "a.yaml", "name: a"))
        .isInstanceOfSatisfying(
            CatalogueCheck.Bad.class, bad -> assertThat(bad.problems()).hasSize(2));
  }

  @Test
  void schema_is_published() {
    assertThat(Catalogue.schema()).contains("https://json-schema.org/draft/2020-12/schema");
  }

  @Test
  void nothing_is_wrong_with_what_is_shipped() {
    List<CatalogueProblem> problems = world.catalogue.problems();
    assertThat(problems).isEmpty();
  }
}
