package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tenon export`, of a real hub and the sandbox's Trimble Connect.
final class ExportCommandTest {
  @TempDir private Path directory;
  private ExportWorld world;
  private Path out;

  @BeforeEach
  void connect() throws Exception {
    world = ExportWorld.start(directory);
    out = world.out();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void items_and_their_files_are_written_with_hashes_and_what_is_there_is_not_fetched_again()
      throws Exception {
    var run = export();

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    JsonObject manifest = manifest();
    assertThat(manifest.flag("complete")).isTrue();
    List<String> lines = Files.readAllLines(out.resolve("todos.ndjson"));
    assertThat(lines).hasSize((int) manifest.number("count").orElse(0)).isNotEmpty();
    assertThat(lines.getFirst()).contains("\"_tenon\"");
    assertThat(manifest.items("files")).isNotEmpty();
    for (Json each : manifest.items("files")) {
      JsonObject file = (JsonObject) each;
      Path path = out.resolve(file.requiredText("path"));
      assertThat(hash(path)).isEqualTo(file.requiredText("sha256"));
      Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));
    }

    assertThat(export().code()).isEqualTo(ExitCode.OK);

    Path first =
        out.resolve(((JsonObject) manifest.items("files").getFirst()).requiredText("path"));
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(FileTime.from(Instant.EPOCH));
    assertThat(manifest().items("files")).isEqualTo(manifest.items("files"));
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void a_file_that_was_changed_or_cut_is_fetched_again() throws Exception {
    export();
    JsonObject file = (JsonObject) manifest().items("files").getFirst();
    Path path = out.resolve(file.requiredText("path"));
    byte[] bytes = Files.readAllBytes(path);
    bytes[0] ^= 1;
    Files.write(path, bytes);

    assertThat(export("--verify").code()).isEqualTo(ExitCode.OK);
    assertThat(hash(path)).isEqualTo(file.requiredText("sha256"));

    Files.write(path, new byte[1]);
    assertThat(export().code()).isEqualTo(ExitCode.OK);
    assertThat(hash(path)).isEqualTo(file.requiredText("sha256"));
  }

  @Test
  void files_that_are_too_large_are_left_out_and_said_to_be() throws Exception {
    var run = export("--max-file-size", "10");

    assertThat(run.code()).isEqualTo(ExitCode.PROVIDER_UNAVAILABLE);
    assertThat(run.err()).contains("larger than 10 bytes");
    JsonObject manifest = manifest();
    assertThat(manifest.flag("complete")).isFalse();
    assertThat(manifest.number("failed").orElse(0)).isEqualTo(manifest.items("files").size());
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void what_has_no_files_says_so() {
    var run =
        world.run(List.of("export", "trimble-connect/members", "--attachments", "--to", "members"));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void other_forms_of_the_list_stand_beside_it() throws Exception {
    var run = export("--format", "csv");

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    List<String> rows = Files.readAllLines(out.resolve("todos.csv"));
    assertThat(rows).hasSize(25);
    assertThat(rows.getFirst()).startsWith("Region,Project,Label");
    JsonObject form = (JsonObject) world.manifest().items("forms").getFirst();
    assertThat(form.flag("complete")).isTrue();
    assertThat(form.requiredText("sha256"))
        .isEqualTo(ExportWorld.sha256(out.resolve(form.requiredText("path"))));
    assertThat(export("--format", "geojson").code()).isEqualTo(ExitCode.USAGE);
  }

  private List<Path> leftovers() throws IOException {
    try (var files = Files.walk(out)) {
      return files.filter(it -> it.toString().contains(".parts")).toList();
    }
  }

  private Program.Run export(String... more) {
    return world.run(
        List.of(
            "export",
            "trimble-connect/todos",
            "--project",
            "Harbour bridge",
            "--attachments",
            "--to",
            "out"),
        more);
  }

  private JsonObject manifest() throws IOException {
    return world.manifest();
  }

  private static String hash(Path file) throws Exception {
    return ExportWorld.sha256(file);
  }
}
