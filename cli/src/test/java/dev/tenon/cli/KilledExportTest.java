package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exports that are killed (SIGKILL) on the way, as processes of their own, and go on where they
/// were.
final class KilledExportTest {
  private static final List<String> BRIDGE =
      List.of(
          "export",
          "trimble-connect/todos",
          "--project",
          "Harbour bridge",
          "--attachments",
          "--to",
          "out");

  @TempDir private Path directory;
  private ExportWorld world;

  @BeforeEach
  void start() throws Exception {
    world = ExportWorld.start(directory);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void export_that_is_killed_again_and_again_ends_with_every_file_once_and_right()
      throws Exception {
    world.control("tuning", "{\"plain_todos\":60,\"plain_attachments\":240}");
    Random random = new Random(7);
    for (int kill = 0; kill < 5; kill++) {
      killAfter(BRIDGE, random.nextInt(45) + 1);
    }
    long before = fetched();

    assertThat(world.run(BRIDGE).code()).isEqualTo(ExitCode.OK);

    assertThat(before).as("something was there, and something was left to do").isBetween(5L, 239L);
    everyFileOnceAndRight(60, 240);
    assertThat(fetched()).as("what was there was not fetched again").isLessThan(240 + 5 * 8);
  }

  /// The wish of the forum: all TODOs with their attachments, of every region, by one command.
  @Test
  void todos_of_three_regions_with_their_attachments_are_exported_though_killed_twice()
      throws Exception {
    world.control("tuning", "{\"data\":\"large\"}");
    List<String> wish = List.of("export", "trimble-connect/todos", "--attachments", "--to", "out");
    killAfter(wish, 100);
    killAfter(wish, 150);

    var run = world.run(wish);

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("4312 items and 600 files");
    everyFileOnceAndRight(4_312, 600);
    assertThat(Files.readString(world.out().resolve("todos.ndjson")))
        .contains("\"region\":\"europe\"", "\"region\":\"northAmerica\"", "\"region\":\"asia\"");
  }

  @Test
  void two_exports_do_not_write_into_one_directory() throws Exception {
    world.control("tuning", "{\"plain_todos\":60,\"plain_attachments\":240}");
    Process first = world.start(BRIDGE);
    try {
      while (fetched() < 1) {
        assertThat(first.waitFor(5, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
      }

      var second = world.run(BRIDGE);

      assertThat(second.code()).isEqualTo(ExitCode.USAGE);
      assertThat(second.err()).contains("Another export");
    } finally {
      first.destroyForcibly().waitFor();
    }
    assertThat(world.run(BRIDGE).code()).isEqualTo(ExitCode.OK);
  }

  /// Kills an export when it has fetched so many files more.
  private void killAfter(List<String> words, int files) throws Exception {
    long goal = fetched() + files;
    Process export = world.start(words);
    try {
      while (fetched() < goal) {
        assertThat(export.waitFor(5, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
      }
    } finally {
      export.destroyForcibly().waitFor();
    }
  }

  /// How many files have been fetched so far, by what the export itself writes down.
  private long fetched() throws IOException {
    Path log = world.out().resolve("files.ndjson");
    return Files.exists(log)
        ? Files.readAllLines(log).stream().filter(it -> it.endsWith("}")).count()
        : 0;
  }

  private void everyFileOnceAndRight(int items, int files) throws Exception {
    JsonObject manifest = world.manifest();
    assertThat(manifest.flag("complete")).isTrue();
    List<String> ids = new ArrayList<>();
    for (String line : Files.readAllLines(world.out().resolve("todos.ndjson"))) {
      ids.add(((JsonObject) Json.parse(line)).requiredText("id"));
    }
    assertThat(ids).hasSize(items).doesNotHaveDuplicates();
    assertThat(world.files()).hasSize(files);
    String token = world.signIn().requiredText("access_token");
    List<String> seen = new ArrayList<>();
    for (JsonObject file : world.files()) {
      Path path = world.out().resolve(file.requiredText("path"));
      seen.add(file.requiredText("id"));
      assertThat(ExportWorld.md5(path))
          .as(file.toString())
          .isEqualTo(world.hashAtProvider(token, file.requiredText("id")));
      assertThat(ExportWorld.sha256(path)).isEqualTo(file.requiredText("sha256"));
    }
    assertThat(seen).doesNotHaveDuplicates();
    // The list, the manifest, the log, and the files.
    assertThat(world.everything()).hasSize(files + 3);
  }
}
