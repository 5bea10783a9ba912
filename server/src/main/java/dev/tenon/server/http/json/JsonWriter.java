package dev.tenon.server.http.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Writes one JSON object, member by member in the order in which they should be read. Used by one
/// thread. An absent [Optional] is written as `null`: a field of an answer is always there.
public final class JsonWriter {
  private final StringBuilder out;
  private boolean first = true;

  private JsonWriter(StringBuilder out) {
    this.out = out;
  }

  /// The object whose members `members` writes, as bytes.
  public static byte[] object(Consumer<JsonWriter> members) {
    return text(members).getBytes(StandardCharsets.UTF_8);
  }

  /// The same as text, to be put into more of it.
  public static String text(Consumer<JsonWriter> members) {
    StringBuilder out = new StringBuilder(256);
    braces(out, members);
    return out.toString();
  }

  /// `text` as a JSON text, with its quotation marks.
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    quote(out, text);
    return out.toString();
  }

  /// A list of objects as bytes.
  public static <T> byte[] listOf(Collection<T> values, BiConsumer<JsonWriter, T> members) {
    StringBuilder out = new StringBuilder(256);
    new JsonWriter(out).list(values, value -> braces(out, json -> members.accept(json, value)));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// `value` as bytes.
  public static byte[] value(Json value) {
    StringBuilder out = new StringBuilder(1024);
    new JsonWriter(out).write(value);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// A text.
  public JsonWriter text(String name, String value) {
    name(name);
    quote(out, value);
    return this;
  }

  /// A text, or `null`.
  public JsonWriter text(String name, Optional<String> value) {
    return value.map(it -> text(name, it)).orElseGet(() -> nothing(name));
  }

  /// A whole number.
  public JsonWriter number(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /// `true` or `false`.
  public JsonWriter flag(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  /// A time, RFC 3339 in UTC with seconds.
  public JsonWriter time(String name, Instant value) {
    return text(name, value.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /// A time, or `null`.
  public JsonWriter time(String name, Optional<Instant> value) {
    return value.map(it -> time(name, it)).orElseGet(() -> nothing(name));
  }

  /// `null`.
  public JsonWriter nothing(String name) {
    name(name);
    out.append("null");
    return this;
  }

  /// An object.
  public JsonWriter object(String name, Consumer<JsonWriter> members) {
    name(name);
    braces(out, members);
    return this;
  }

  /// An object of texts, in the order of its names.
  public JsonWriter texts(String name, Map<String, String> values) {
    return object(
        name,
        json ->
            values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> json.text(entry.getKey(), entry.getValue())));
  }

  /// A list of texts.
  public JsonWriter texts(String name, Collection<String> values) {
    name(name);
    list(values, value -> quote(out, value));
    return this;
  }

  /// A list of objects.
  public <T> JsonWriter objects(
      String name, Collection<T> values, BiConsumer<JsonWriter, T> members) {
    name(name);
    list(values, value -> braces(out, json -> members.accept(json, value)));
    return this;
  }

  /// A value as it was received.
  public JsonWriter json(String name, Json value) {
    name(name);
    write(value);
    return this;
  }

  /// A text, number, boolean, or a list or map of them.
  ///
  /// @throws IllegalArgumentException for anything else
  public JsonWriter any(String name, Object value) {
    name(name);
    any(value);
    return this;
  }

  private void write(Json value) {
    switch (value) {
      case Json.JsonText(String text) -> quote(out, text);
      case Json.JsonNumber(String literal) -> out.append(literal);
      case Json.JsonBoolean(boolean flag) -> out.append(flag);
      case Json.JsonNull _ -> out.append("null");
      case Json.JsonList(List<Json> items) -> list(items, this::write);
      case Json.JsonObject(Map<String, Json> members) ->
          braces(
              out,
              json ->
                  members.forEach(
                      (name, it) -> {
                        json.name(name);
                        json.write(it);
                      }));
    }
  }

  private void any(Object value) {
    switch (value) {
      case String text -> quote(out, text);
      case Number number -> out.append(number);
      case Boolean flag -> out.append(flag.booleanValue());
      case Collection<?> values -> list(values, this::any);
      case Map<?, ?> members ->
          // By name: a small map of the JDK has another order in every process.
          braces(
              out,
              json ->
                  new TreeMap<Object, Object>(members)
                      .forEach((key, it) -> json.any(key.toString(), it)));
      default -> throw new IllegalArgumentException("no JSON can be made of a " + value.getClass());
    }
  }

  private <T> void list(Collection<T> values, Consumer<T> each) {
    out.append('[');
    boolean more = false;
    for (T value : values) {
      if (more) {
        out.append(',');
      }
      more = true;
      each.accept(value);
    }
    out.append(']');
  }

  private void name(String name) {
    if (!first) {
      out.append(',');
    }
    first = false;
    quote(out, name);
    out.append(':');
  }

  private static void braces(StringBuilder out, Consumer<JsonWriter> members) {
    out.append('{');
    members.accept(new JsonWriter(out));
    out.append('}');
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      append(out, text.charAt(i));
    }
    out.append('"');
  }

  private static void append(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        // Besides what RFC 8259 demands: what would end a script or a line where JSON is embedded.
        if (c < 0x20 || c == 0x7f || c == '\u2028' || c == '\u2029') {
          out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
        } else {
          out.append(c);
        }
      }
    }
  }
}
