package dev.tenon.cli.export;

import dev.tenon.cli.export.Patience.GivenUpException;
import dev.tenon.sdk.IncompleteListingException;
import dev.tenon.sdk.ResourceList;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.Json.JsonText;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Fetches the files of a list, several at once, while the list is still read. Those that are there
/// are not fetched again. Used once; the object's monitor guards what is told of the files.
final class Downloads {
  private static final int BUFFER = 64 * 1024;
  private static final String LOG = "files.ndjson";

  private final Export.FileSource source;
  private final Export.Options options;
  private final Disk disk;
  private final Progress progress;
  private final Places places = new Places();
  private final Set<String> begun = new HashSet<>();
  private final List<JsonObject> files = new ArrayList<>();
  private long failed;

  Downloads(Export.FileSource source, Export.Options options, Disk disk, Progress progress) {
    this.source = source;
    this.options = options;
    this.disk = disk;
    this.progress = progress;
  }

  /// Fetches them all.
  ///
  /// @throws dev.tenon.sdk.TenonException when they cannot even be listed
  Fetched run() throws IOException {
    Set<String> notes = new LinkedHashSet<>();
    List<JsonObject> missing = new ArrayList<>();
    try (Done done = Done.open(disk.at(LOG));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      done.all().forEach(entry -> places.reserve(entry.path(), entry.key()));
      Semaphore room = new Semaphore(options.parallel());
      list(done, room, threads, missing, notes);
      progress.allExpected();
    }
    synchronized (this) {
      files.sort(
          Comparator.comparing(it -> it.text("path").orElse("") + "/" + it.text("id").orElse("")));
      return new Fetched(files, failed, missing, List.copyOf(notes));
    }
  }

  /// Goes through the list, again where it breaks off, as long as that brings something new. What
  /// this run has begun is not begun again.
  private void list(
      Done done,
      Semaphore room,
      ExecutorService threads,
      List<JsonObject> missing,
      Set<String> notes)
      throws IOException {
    while (true) {
      int before = begun.size();
      try {
        Patience.with(
            () -> {
              try (ResourceList list = source.query().list()) {
                for (JsonObject item : list) {
                  each(item, done, room, threads);
                }
                notes.addAll(list.notes());
                return true;
              }
            });
        return;
      } catch (IncompleteListingException e) {
        missing.addAll(e.missing());
        if (!e.missing().isEmpty()) {
          return;
        }
        if (begun.size() == before) {
          missing.add(broken());
          return;
        }
      }
    }
  }

  private static JsonObject broken() {
    return JsonObject.empty().with("code", "broken").with("detail", "The list broke off.");
  }

  private void each(JsonObject item, Done done, Semaphore room, ExecutorService threads) {
    JsonObject tenon = item.object("_tenon").orElse(JsonObject.empty());
    Optional<String> name = tenon.text("file");
    if (name.isEmpty()) {
      return;
    }
    Wanted wanted = wanted(tenon, name.get());
    if (!begun.add(wanted.key())) {
      return;
    }
    progress.fileExpected();
    room.acquireUninterruptibly();
    threads.execute(
        () -> {
          try {
            one(wanted, done);
          } finally {
            room.release();
          }
        });
  }

  private Wanted wanted(JsonObject tenon, String name) {
    String id = tenon.text("id").orElse("");
    Optional<String> region = tenon.text("region");
    String parent =
        tenon.object("parents").stream()
            .flatMap(it -> it.members().values().stream())
            .reduce((_, last) -> last)
            .map(last -> last instanceof JsonText text ? text.value() : "")
            .orElse("");
    String key = String.join("/", source.resource(), region.orElse(""), parent, id);
    return new Wanted(key, id, parent, query(tenon), name, places.of(key, parent, name, id));
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

  private void one(Wanted wanted, Done done) {
    JsonObject told =
        JsonObject.empty()
            .with("id", wanted.id())
            .with("parent", wanted.parent())
            .with("name", wanted.name())
            .with("path", wanted.path());
    try {
      Optional<Done.Entry> before = done.find(wanted.key()).filter(this::isThere);
      Done.Entry entry = before.isPresent() ? before.get() : fetched(wanted);
      if (before.isEmpty()) {
        done.add(entry);
      }
      add(
          told.with("path", entry.path())
              .with("status", "ok")
              .with("size", JsonNumber.of(entry.size()))
              .with("sha256", entry.sha256()),
          false);
      progress.file(before.isPresent());
    } catch (IOException | RuntimeException e) {
      // This is the edge of a thread: what ends it unnoticed would be missing without a word.
      add(told.with("status", "failed").with("reason", Reasons.of(e)), true);
      progress.file(false);
    }
  }

  private synchronized void add(JsonObject file, boolean isFailed) {
    files.add(file);
    failed += isFailed ? 1 : 0;
  }

  private boolean isThere(Done.Entry entry) {
    try {
      return disk.has(entry.path(), entry.size())
          && (!options.verify() || disk.hash(entry.path()).equals(entry.sha256()));
    } catch (IOException _) {
      return false;
    }
  }

  private Done.Entry fetched(Wanted wanted) throws IOException {
    Disk.Written written =
        Patience.with(
            () -> {
              TooLarge tooLarge = new TooLarge();
              try (InputStream in = source.query().file(wanted.id(), wanted.query())) {
                return disk.write(wanted.path(), out -> copy(in, out, tooLarge));
              } catch (IOException e) {
                if (tooLarge.is) {
                  throw new GivenUpException(
                      "It is larger than " + options.mostBytes() + " bytes.");
                }
                throw e;
              }
            });
    return new Done.Entry(wanted.key(), wanted.path(), written.size(), written.sha256());
  }

  private void copy(InputStream in, OutputStream out, TooLarge tooLarge) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      size += n;
      if (size > options.mostBytes()) {
        tooLarge.is = true;
        throw new IOException("too large");
      }
      out.write(buffer, 0, n);
      progress.bytes(n);
    }
  }

  /// What came of it.
  record Fetched(
      List<JsonObject> files, long failed, List<JsonObject> missing, List<String> notes) {
    Fetched {
      files = List.copyOf(files);
      missing = List.copyOf(missing);
      notes = List.copyOf(notes);
    }
  }

  private static final class TooLarge {
    private boolean is;
  }

  /// A file to be had.
  private record Wanted(
      String key, String id, String parent, Map<String, String> query, String name, String path) {}
}
