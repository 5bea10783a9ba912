package dev.tenon.cli.export;

import dev.tenon.sdk.IncompleteListingException;
import dev.tenon.sdk.ResourceList;
import dev.tenon.sdk.ResourceQuery;
import dev.tenon.sdk.TenonException;
import dev.tenon.sdk.json.Json.JsonFlag;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes lists into files. A list that broke off is begun again, from its first item, so that
/// nothing is in it twice.
final class Lists {
  private static final int BUFFER = 64 * 1024;
  private static final int TAIL = 256 * 1024;
  private static final String HOW_IT_ENDED = "],\"complete\":";

  private final Disk disk;
  private final Progress progress;

  Lists(Disk disk, Progress progress) {
    this.disk = disk;
    this.progress = progress;
  }

  /// What is in the list of `items`, one object a line, in the file at `path`.
  Listed lines(ResourceQuery items, String path) throws IOException {
    return Patience.with(() -> linesOnce(items, path));
  }

  private Listed linesOnce(ResourceQuery items, String path) throws IOException {
    long[] count = {0};
    Told told = new Told();
    progress.listing();
    try (ResourceList list = items.list()) {
      Disk.Written written =
          disk.write(
              path,
              bytes -> {
                Writer out =
                    new BufferedWriter(
                        new OutputStreamWriter(bytes, StandardCharsets.UTF_8), BUFFER);
                try {
                  for (JsonObject item : list) {
                    out.write(item.toString());
                    out.write('\n');
                    count[0]++;
                    progress.item();
                  }
                } catch (IncompleteListingException e) {
                  if (e.missing().isEmpty()) {
                    throw e;
                  }
                  told.missing = e.missing();
                }
                out.flush();
              });
      return new Listed(count[0], written, told.missing, list.notes());
    }
  }

  /// The same list as a table or a map in the file at `path`: the hub's own form of it, which is
  /// another list than that of the lines, read after it.
  ///
  /// @param complete whether the lines are: a table cannot say that it is not, and is left out
  JsonObject form(ResourceQuery items, String format, String path, boolean complete) {
    JsonObject told = JsonObject.empty().with("format", format).with("path", path);
    if (format.equals("csv") && !complete) {
      return missing(told, "The list is not complete, which a table cannot say.");
    }
    try {
      return Patience.with(() -> formOnce(items, format, path, told));
    } catch (TenonException | IOException e) {
      return missing(told, Reasons.of(e));
    }
  }

  private static JsonObject missing(JsonObject told, String reason) {
    return told.with("complete", new JsonFlag(false)).with("reason", reason);
  }

  private JsonObject formOnce(ResourceQuery items, String format, String path, JsonObject told)
      throws IOException {
    Tail tail = new Tail();
    Disk.Written written;
    try (InputStream in = items.open(format)) {
      written = disk.write(path, out -> copy(in, out, tail));
    }
    return told.with("complete", new JsonFlag(format.equals("csv") || tail.saysComplete()))
        .with("size", JsonNumber.of(written.size()))
        .with("sha256", written.sha256());
  }

  private static void copy(InputStream in, OutputStream out, Tail tail) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
      tail.add(buffer, n);
    }
  }

  /// A list that is in a file.
  record Listed(long count, Disk.Written written, List<JsonObject> missing, List<String> notes) {
    Listed {
      missing = List.copyOf(missing);
      notes = List.copyOf(notes);
    }
  }

  private static final class Told {
    private List<JsonObject> missing = List.of();
  }

  /// The end of a text.
  private static final class Tail {
    private final StringBuilder end = new StringBuilder();

    void add(byte[] bytes, int count) {
      end.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
      if (end.length() > 2 * TAIL) {
        end.delete(0, end.length() - TAIL);
      }
    }

    /// Nothing within a JSON text looks like this but its end.
    boolean saysComplete() {
      int at = end.lastIndexOf(HOW_IT_ENDED);
      return at >= 0
          && end.indexOf("true", at + HOW_IT_ENDED.length()) == at + HOW_IT_ENDED.length();
    }
  }
}
