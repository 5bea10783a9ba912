package dev.tenon.cli.export;

import dev.tenon.cli.terminal.Terminal;
import dev.tenon.sdk.HubRefusedException;
import dev.tenon.sdk.HubUnreachableException;
import dev.tenon.sdk.IncompleteListingException;
import dev.tenon.sdk.ResourceList;
import dev.tenon.sdk.ResourceQuery;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.Json.JsonFlag;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// One export into one directory. Run again it goes on: files that are there whole are not fetched
/// again. Used once, by one thread.
public final class Export {
  private static final int BUFFER = 64 * 1024;
  private static final int TRIES = 5;

  private final ResourceQuery items;
  private final String resource;
  private final Optional<FileSource> attachments;
  private final Path directory;
  private final Options options;
  private final Progress progress;
  private final Map<String, String> taken = new HashMap<>();
  private final List<JsonObject> files = new ArrayList<>();
  private final List<JsonObject> missing = new ArrayList<>();
  private long failed;

  /// Exports what `items` lists, with the files of `attachments`.
  public Export(
      ResourceQuery items,
      String resource,
      Optional<FileSource> attachments,
      Path directory,
      Options options,
      Terminal terminal) {
    this.items = items;
    this.resource = resource;
    this.attachments = attachments;
    this.directory = directory;
    this.options = options;
    this.progress = new Progress(terminal, System::nanoTime);
  }

  /// What has files.
  ///
  /// @param query lists the things that have them
  public record FileSource(String resource, ResourceQuery query) {}

  /// How.
  ///
  /// @param verify whether files that are there are read and compared with their hash
  /// @param mostBytes larger files are not kept
  public record Options(int parallel, boolean verify, long mostBytes) {}

  /// Exports.
  ///
  /// @return the manifest, which is in the directory too; its `complete` says how it ended
  public JsonObject run() throws IOException {
    Files.createDirectories(directory);
    long count = list();
    if (attachments.isPresent()) {
      fetch(attachments.get());
    }
    progress.end();
    files.sort(Comparator.comparing(it -> it.text("path").orElse("") + it.text("id").orElse("")));
    JsonObject manifest =
        JsonObject.empty()
            .with("resource", resource)
            .with("complete", new JsonFlag(missing.isEmpty() && failed == 0))
            .with("items", resource + ".ndjson")
            .with("items_sha256", hash(directory.resolve(resource + ".ndjson")))
            .with("count", JsonNumber.of(count))
            .with("files", new JsonArray(List.copyOf(files)))
            .with("failed", JsonNumber.of(failed))
            .with("missing", new JsonArray(List.copyOf(missing)));
    whole("manifest.json", out -> out.write(manifest.pretty() + "\n"));
    return manifest;
  }

  private long list() throws IOException {
    long[] count = {0};
    whole(
        resource + ".ndjson",
        out -> {
          try (ResourceList list = items.list()) {
            for (JsonObject item : list) {
              out.write(item.toString());
              out.write('\n');
              count[0]++;
              progress.item();
            }
          } catch (IncompleteListingException e) {
            missing.addAll(e.missing().isEmpty() ? List.of(broken()) : e.missing());
          }
        });
    return count[0];
  }

  private static JsonObject broken() {
    return JsonObject.empty().with("code", "broken").with("detail", "The list broke off.");
  }

  private void fetch(FileSource source) throws IOException {
    Semaphore room = new Semaphore(options.parallel());
    try (Done done = Done.open(directory.resolve("files.ndjson"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try (ResourceList list = source.query().list()) {
        for (JsonObject item : list) {
          JsonObject tenon = item.object("_tenon").orElse(JsonObject.empty());
          Optional<String> name = tenon.text("file");
          if (name.isPresent()) {
            progress.fileExpected();
            Wanted wanted = wanted(source, tenon, name.get());
            room.acquireUninterruptibly();
            threads.execute(
                () -> {
                  try {
                    one(source, wanted, done);
                  } finally {
                    room.release();
                  }
                });
          }
        }
      } catch (IncompleteListingException e) {
        missing.addAll(e.missing().isEmpty() ? List.of(broken()) : e.missing());
      }
    }
  }

  private Wanted wanted(FileSource source, JsonObject tenon, String name) {
    String id = tenon.text("id").orElse("");
    String parent =
        tenon.object("parents").stream()
            .flatMap(it -> it.members().values().stream())
            .reduce((_, last) -> last)
            .map(last -> last instanceof Json.JsonText text ? text.value() : "")
            .orElse("");
    String folder = "files/" + SafeName.of(parent.isEmpty() ? "all" : parent);
    String safe = SafeName.of(name);
    // Some file systems know no capitals.
    String place = (folder + "/" + safe).toLowerCase(Locale.ROOT);
    String other = taken.putIfAbsent(place, id);
    if (other != null) {
      safe = SafeName.with(safe, id);
    }
    return new Wanted(
        source.resource() + "/" + id, id, parent, query(tenon), name, folder + "/" + safe);
  }

  /// What the hub wants to hear of the item besides its id.
  private static Map<String, String> query(JsonObject tenon) {
    Map<String, String> query = new LinkedHashMap<>();
    for (JsonObject said : tenon.object("file_query").stream().toList()) {
      for (String name : said.members().keySet()) {
        said.text(name).ifPresent(value -> query.put(name, value));
      }
    }
    return query;
  }

  private void one(FileSource source, Wanted wanted, Done done) {
    JsonObject told =
        JsonObject.empty()
            .with("id", wanted.id())
            .with("parent", wanted.parent())
            .with("name", wanted.name())
            .with("path", wanted.path());
    try {
      Optional<Done.Entry> before = done.find(wanted.key()).filter(this::isThere);
      Done.Entry entry = before.isPresent() ? before.get() : fetched(source, wanted);
      if (before.isEmpty()) {
        done.add(entry);
      }
      add(
          told.with("path", entry.path())
              .with("status", "ok")
              .with("size", JsonNumber.of(entry.size()))
              .with("sha256", entry.sha256()),
          false);
    } catch (FileFailedException | IOException e) {
      add(told.with("status", "failed").with("reason", String.valueOf(e.getMessage())), true);
    }
    progress.file();
  }

  private synchronized void add(JsonObject file, boolean isFailed) {
    files.add(file);
    failed += isFailed ? 1 : 0;
  }

  private boolean isThere(Done.Entry entry) {
    Path file = directory.resolve(entry.path()).normalize();
    try {
      return file.startsWith(directory.normalize())
          && Files.isRegularFile(file)
          && Files.size(file) == entry.size()
          && (!options.verify() || hash(file).equals(entry.sha256()));
    } catch (IOException _) {
      return false;
    }
  }

  private Done.Entry fetched(FileSource source, Wanted wanted)
      throws IOException, FileFailedException {
    for (int tried = 1; ; tried++) {
      try {
        return written(source, wanted);
      } catch (HubRefusedException e) {
        boolean later = e.problem().status() == 429 || e.problem().status() == 503;
        if (!later || tried == TRIES) {
          throw new FileFailedException(e.problem().detail());
        }
        pause(e.problem().members().number("retry_after").orElse(1L << tried));
      } catch (HubUnreachableException | IOException e) {
        if (tried == TRIES) {
          throw new FileFailedException("It did not come to its end.");
        }
        pause(1L << (tried - 1));
      }
    }
  }

  private Done.Entry written(FileSource source, Wanted wanted)
      throws IOException, FileFailedException {
    Path file = directory.resolve(wanted.path());
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    MessageDigest digest = sha256();
    long size = 0;
    try (InputStream in = source.query().file(wanted.id(), wanted.query());
        FileChannel channel =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = java.nio.channels.Channels.newOutputStream(channel)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        if (size > options.mostBytes()) {
          throw new FileFailedException("It is larger than " + options.mostBytes() + " bytes.");
        }
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
        progress.bytes(n);
      }
      channel.force(true);
    } catch (FileFailedException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new Done.Entry(
        wanted.key(), wanted.path(), size, HexFormat.of().formatHex(digest.digest()));
  }

  private static void pause(long seconds) throws IOException {
    try {
      TimeUnit.SECONDS.sleep(Math.min(60, seconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void whole(String name, Writing writing) throws IOException {
    Path file = directory.resolve(name);
    Path part = directory.resolve(name + ".part");
    try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
      writing.to(out);
    }
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String hash(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private interface Writing {
    void to(Writer out) throws IOException;
  }

  /// A file to be had.
  private record Wanted(
      String key, String id, String parent, Map<String, String> query, String name, String path) {}

  private static final class FileFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FileFailedException(String message) {
      super(message);
    }
  }
}
