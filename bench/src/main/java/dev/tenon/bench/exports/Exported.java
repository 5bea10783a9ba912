package dev.tenon.bench.exports;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What an export left, looked at with the provider's own eyes: what it says of each file itself,
/// and what there is at all.
final class Exported {
  private final Path directory;
  private final Ada ada;

  Exported(Path directory, Ada ada) {
    this.directory = directory;
    this.ada = ada;
  }

  /// What is wrong, in words; nothing: all is there, once, and right.
  ///
  /// @param todos how many there are at the provider
  /// @param files how many these have
  List<String> faults(int todos, int files) throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>();
    JsonObject manifest =
        (JsonObject) Json.parse(Files.readString(directory.resolve("manifest.json")));
    if (!manifest.flag("complete")) {
      faults.add("the manifest does not say complete");
    }
    Set<String> items = new HashSet<>();
    for (String line : Files.readAllLines(directory.resolve("todos.ndjson"))) {
      if (!items.add(((JsonObject) Json.parse(line)).requiredText("id"))) {
        faults.add("an item is there twice: " + line);
      }
    }
    if (items.size() != todos) {
      faults.add("there are %d items of %d".formatted(items.size(), todos));
    }
    String token = ada.signIn().requiredText("access_token");
    Set<String> ids = new HashSet<>();
    Set<Path> places = new HashSet<>();
    for (Json each : manifest.items("files")) {
      JsonObject file = (JsonObject) each;
      String id = file.requiredText("id");
      Path path = directory.resolve(file.requiredText("path"));
      if (!ids.add(id) || !places.add(path)) {
        faults.add("a file is there twice: " + id);
      }
      if (!hash(path, "SHA-256").equals(file.requiredText("sha256"))) {
        faults.add("the manifest's hash of " + id + " is wrong");
      }
      JsonObject own =
          (JsonObject) Json.parse(ada.get(token, "/connect-eu/tc/api/2.0/files/" + id).body());
      if (!hash(path, "MD5").equals(own.requiredText("hash"))) {
        faults.add("the provider says another hash of " + id);
      }
    }
    if (ids.size() != files) {
      faults.add("there are %d files of %d".formatted(ids.size(), files));
    }
    try (Stream<Path> all = Files.walk(directory)) {
      // The list, the manifest and the log are there beside the files.
      long others = all.filter(Files::isRegularFile).count() - files;
      if (others != 3) {
        faults.add("there are %d files beside those of the items, not 3".formatted(others));
      }
    }
    return faults;
  }

  private static String hash(Path file, String algorithm) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
