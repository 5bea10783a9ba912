package dev.tenon.cli.export;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.JsonException;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which files are there already, whole, written down one by one: so that an export that was killed
/// goes on where it was. Safe for use by any thread.
///
/// The object's monitor guards entries and lines; `syncing` is held while the disk takes the lines,
/// of all who wait meanwhile at once.
final class Done implements AutoCloseable {
  private final FileChannel channel;
  private final Map<String, Entry> entries;
  private final Object syncing = new Object();
  private long written;
  private long synced;

  private Done(FileChannel channel, Map<String, Entry> entries) {
    this.channel = channel;
    this.entries = entries;
  }

  /// What `file` says, and goes on saying.
  static Done open(Path file) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (Files.exists(file)) {
      // Read as bytes that may be cut anywhere.
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      text.lines().forEach(line -> read(line).ifPresent(entry -> entries.put(entry.key(), entry)));
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    // A line that a kill has cut must not run into the next one.
    channel.write(ByteBuffer.wrap("\n".getBytes(StandardCharsets.UTF_8)));
    return new Done(channel, entries);
  }

  private static Optional<Entry> read(String line) {
    try {
      return Json.parse(line) instanceof JsonObject json
          ? Optional.of(
              new Entry(
                  json.requiredText("key"),
                  json.requiredText("path"),
                  json.number("size").orElse(-1),
                  json.requiredText("sha256")))
          : Optional.empty();
    } catch (JsonException _) {
      return Optional.empty();
    }
  }

  /// Those that were written down so far.
  synchronized Collection<Entry> all() {
    return List.copyOf(entries.values());
  }

  synchronized Optional<Entry> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /// The file is on the disk; this is, too, when it returns.
  void add(Entry entry) throws IOException {
    String line =
        JsonObject.empty()
            .with("key", entry.key())
            .with("path", entry.path())
            .with("size", JsonNumber.of(entry.size()))
            .with("sha256", entry.sha256())
            .toString();
    long mine;
    synchronized (this) {
      entries.put(entry.key(), entry);
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      mine = ++written;
    }
    synchronized (syncing) {
      if (synced < mine) {
        long all = written();
        channel.force(false);
        synced = all;
      }
    }
  }

  private synchronized long written() {
    return written;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /// A file.
  ///
  /// @param key resource, region, the item above and the item
  /// @param path below the export's directory, with slashes
  record Entry(String key, String path, long size, String sha256) {}
}
