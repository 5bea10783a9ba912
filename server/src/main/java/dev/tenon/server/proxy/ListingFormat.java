package dev.tenon.server.proxy;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Column;
import dev.tenon.resource.Cells;
import dev.tenon.resource.ListedItem;
import dev.tenon.resource.ListingSummary;
import dev.tenon.server.http.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// How a listing is written. One is used for one answer, by one thread.
abstract class ListingFormat {
  /// The forms that there are.
  enum Name {
    JSON("json", "application/json"),
    NDJSON("ndjson", "application/x-ndjson"),
    CSV("csv", "text/csv; charset=utf-8; header=present"),
    GEOJSON("geojson", "application/geo+json");

    private final String word;
    private final String type;

    Name(String word, String type) {
      this.word = word;
      this.type = type;
    }

    String word() {
      return word;
    }

    String type() {
      return type;
    }

    static Optional<Name> of(String word) {
      return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
    }

    static String words() {
      return String.join(", ", Arrays.stream(values()).map(Name::word).toList());
    }

    ListingFormat format(List<ResourceDefinition> line, boolean partial) {
      return switch (this) {
        case JSON -> new WholeJson(line);
        case NDJSON -> new Lines(line);
        case CSV -> new CsvFormat(line, partial);
        case GEOJSON -> new GeoJsonFormat(line);
      };
    }
  }

  private final List<ResourceDefinition> line;

  ListingFormat(List<ResourceDefinition> line) {
    this.line = line;
  }

  /// The resource that is listed.
  final ResourceDefinition resource() {
    return line.getLast();
  }

  final List<ResourceDefinition> line() {
    return line;
  }

  abstract void begin(OutputStream out) throws IOException;

  abstract void item(OutputStream out, ListedItem item) throws IOException;

  /// @throws IOException also where the form has no way to say that something is missing
  abstract void end(OutputStream out, ListingSummary summary) throws IOException;

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The provider's own object, with where it was found.
  static String json(ListedItem listed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      own(out, listed, besideId(listed));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /// Writes the same.
  private static void own(OutputStream out, ListedItem listed, byte[] besideId) throws IOException {
    out.write('{');
    if (listed.item().writeMembers(out)) {
      out.write(',');
    }
    write(out, "\"_tenon\":{\"id\":" + JsonWriter.quoted(listed.id()));
    out.write(besideId);
  }

  /// What stands behind the id, which most items of a list have in common.
  private static byte[] besideId(ListedItem listed) {
    String beside = object(json -> beside(json, listed));
    String members = beside.length() > 2 ? "," + beside.substring(1) : "}";
    return (members + "}").getBytes(StandardCharsets.UTF_8);
  }

  static void place(JsonWriter json, ListedItem listed) {
    json.text("id", listed.id());
    beside(json, listed);
  }

  private static void beside(JsonWriter json, ListedItem listed) {
    listed.file().ifPresent(name -> json.text("file", name));
    listed.region().ifPresent(region -> json.text("region", region));
    if (!listed.ancestors().isEmpty()) {
      json.object(
          "parents",
          parents ->
              listed.ancestors().forEach((word, ancestor) -> parents.text(word, ancestor.id())));
    }
    if (!listed.fileQuery().isEmpty()) {
      json.object("file_query", query -> listed.fileQuery().forEach(query::text));
    }
  }

  static String object(Consumer<JsonWriter> members) {
    return JsonWriter.text(members);
  }

  static void summary(JsonWriter json, ListingSummary summary) {
    json.flag("complete", summary.isComplete())
        .number("count", summary.count())
        .objects(
            "missing",
            summary.missing(),
            (each, it) -> {
              each.text("what", it.what()).text("resource", it.resource());
              it.region().ifPresent(region -> each.text("region", region));
              it.parent().ifPresent(parent -> each.text("parent", parent));
              each.text("code", it.code()).text("detail", it.detail());
            })
        .texts("notes", summary.notes());
  }

  static void columns(JsonWriter json, ResourceDefinition resource) {
    json.objects(
        "columns",
        resource.columns(),
        (each, column) ->
            each.text("path", column.path())
                .text("title", column.title())
                .text("type", column.type()));
  }

  /// What a column shows of an item.
  static String cell(ListedItem listed, Column column) {
    return Cells.text(listed.item(), column);
  }

  /// The provider's own objects, each with where it was found.
  private abstract static class OwnObjects extends ListingFormat {
    private Optional<ListedItem> last = Optional.empty();
    private byte[] besideLast = {};

    OwnObjects(List<ResourceDefinition> line) {
      super(line);
    }

    final void object(OutputStream out, ListedItem listed) throws IOException {
      if (last.filter(it -> isBesideTheSame(it, listed)).isEmpty()) {
        besideLast = besideId(listed);
        last = Optional.of(listed);
      }
      own(out, listed, besideLast);
    }

    /// By identity where that is enough: one list's items share what is said of the list.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isBesideTheSame(ListedItem one, ListedItem other) {
      return one.ancestors() == other.ancestors()
          && one.region().equals(other.region())
          && one.file().equals(other.file())
          && one.fileQuery().equals(other.fileQuery());
    }
  }

  /// One JSON object: `items`, then how it ended.
  private static final class WholeJson extends OwnObjects {
    private String separator = "";

    WholeJson(List<ResourceDefinition> line) {
      super(line);
    }

    @Override
    void begin(OutputStream out) throws IOException {
      String head =
          object(
              json -> {
                json.text("resource", resource().name());
                columns(json, resource());
              });
      write(out, head.substring(0, head.length() - 1) + ",\"items\":[");
    }

    @Override
    void item(OutputStream out, ListedItem item) throws IOException {
      write(out, separator);
      object(out, item);
      separator = ",\n";
    }

    @Override
    void end(OutputStream out, ListingSummary summary) throws IOException {
      String tail =
          object(
              json -> {
                summary(json, summary);
                json.nothing("next_cursor");
              });
      write(out, "]," + tail.substring(1));
    }
  }

  /// One object a line; the last line says how it ended.
  private static final class Lines extends OwnObjects {
    Lines(List<ResourceDefinition> line) {
      super(line);
    }

    @Override
    void begin(OutputStream out) {}

    @Override
    void item(OutputStream out, ListedItem item) throws IOException {
      object(out, item);
      out.write('\n');
    }

    @Override
    void end(OutputStream out, ListingSummary summary) throws IOException {
      write(out, object(json -> json.object("listing", it -> summary(it, summary))) + "\n");
    }
  }
}
