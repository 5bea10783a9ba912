package dev.tenon.cli.export;

import dev.tenon.cli.terminal.Terminal;
import dev.tenon.sdk.ResourceQuery;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.Json.JsonFlag;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.Json.JsonText;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One export into one directory. Run again it goes on: files that are there whole are not fetched
/// again. Used once, by one thread.
public final class Export {
  private final ResourceQuery items;
  private final String resource;
  private final Optional<FileSource> attachments;
  private final Path directory;
  private final Options options;
  private final Progress progress;

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
  /// @param formats forms beside NDJSON: `csv`, `geojson`
  /// @param parallel how many files are fetched at once
  /// @param verify whether files that are there are read and compared with their hash
  /// @param mostBytes larger files are not kept
  public record Options(List<String> formats, int parallel, boolean verify, long mostBytes) {
    public Options {
      formats = List.copyOf(formats);
    }
  }

  /// Exports.
  ///
  /// @return the manifest, which is in the directory too; its `complete` says how it ended
  /// @throws dev.tenon.sdk.TenonException when there is no list
  /// @throws BusyException when another export has the directory
  public JsonObject run() throws IOException {
    try (Disk disk = Disk.open(directory)) {
      JsonObject manifest = manifest(disk);
      disk.write(
          "manifest.json",
          out -> out.write((manifest.pretty() + "\n").getBytes(StandardCharsets.UTF_8)));
      return manifest;
    } finally {
      progress.end();
    }
  }

  private JsonObject manifest(Disk disk) throws IOException {
    Lists lists = new Lists(disk, progress);
    Lists.Listed listed = lists.lines(items, resource + ".ndjson");
    List<Json> forms = new ArrayList<>();
    for (String format : options.formats()) {
      String path = resource + "." + format;
      forms.add(lists.form(items, format, path, listed.missing().isEmpty()));
    }
    Optional<Downloads.Fetched> fetched = Optional.empty();
    if (attachments.isPresent()) {
      fetched = Optional.of(new Downloads(attachments.get(), options, disk, progress).run());
    }
    return manifest(listed, forms, fetched);
  }

  private JsonObject manifest(
      Lists.Listed listed, List<Json> forms, Optional<Downloads.Fetched> fetched) {
    List<JsonObject> files = fetched.map(Downloads.Fetched::files).orElse(List.of());
    List<Json> missing = new ArrayList<>(listed.missing());
    fetched.ifPresent(it -> missing.addAll(it.missing()));
    Set<String> notes = new LinkedHashSet<>(listed.notes());
    fetched.ifPresent(it -> notes.addAll(it.notes()));
    long failed = fetched.map(Downloads.Fetched::failed).orElse(0L);
    boolean whole =
        missing.isEmpty()
            && failed == 0
            && forms.stream()
                .allMatch(it -> it instanceof JsonObject form && form.flag("complete"));
    return JsonObject.empty()
        .with("resource", resource)
        .with("complete", new JsonFlag(whole))
        .with("items", resource + ".ndjson")
        .with("items_sha256", listed.written().sha256())
        .with("count", JsonNumber.of(listed.count()))
        .with("forms", new JsonArray(List.copyOf(forms)))
        .with("files", new JsonArray(List.copyOf(files)))
        .with("failed", JsonNumber.of(failed))
        .with("missing", new JsonArray(List.copyOf(missing)))
        .with("notes", new JsonArray(notes.stream().<Json>map(JsonText::new).toList()));
  }

  /// Another export writes into the directory at this moment.
  public static final class BusyException extends IOException {
    private static final long serialVersionUID = 1L;

    BusyException() {
      super("another export has the directory");
    }
  }
}
