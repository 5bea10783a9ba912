package dev.tenon.server.http.json;

import dev.tenon.client.Nearest;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.json.Json.JsonBoolean;
import dev.tenon.server.http.json.Json.JsonList;
import dev.tenon.server.http.json.Json.JsonNull;
import dev.tenon.server.http.json.Json.JsonNumber;
import dev.tenon.server.http.json.Json.JsonObject;
import dev.tenon.server.http.json.Json.JsonText;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The members of a request's JSON object, read one by one by the name and type that a route
/// expects. Nothing is refused before [#end()], which refuses everything at once: what was missing,
/// of the wrong type, invalid, or not asked for at all. A value that was refused reads as empty.
/// Used by one thread.
public final class Fields {
  private static final int LONGEST_TEXT = 16 * 1024;

  private final JsonObject object;
  private final String prefix;
  private final List<Map<String, Object>> problems;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Fields> inner = new ArrayList<>();

  /// The fields of `object`.
  public Fields(JsonObject object) {
    this(object, "", new ArrayList<>());
  }

  private Fields(JsonObject object, String prefix, List<Map<String, Object>> problems) {
    this.object = object;
    this.prefix = prefix;
    this.problems = problems;
  }

  /// Whether the field is there, even as `null`.
  public boolean has(String name) {
    known.add(name);
    return object.members().containsKey(name);
  }

  /// Whether the field is there as `null`.
  public boolean isNull(String name) {
    known.add(name);
    return object.members().get(name) instanceof JsonNull;
  }

  /// A text; empty when it is absent or `null`.
  public Optional<String> text(String name) {
    return read(name, JsonText.class, "a text")
        .map(JsonText::value)
        .filter(text -> holds(name, text.length() <= LONGEST_TEXT, "is too long"));
  }

  /// What `parser` makes of a text.
  ///
  /// @param parser throws [IllegalArgumentException] with a message fit for the caller
  public <T> Optional<T> text(String name, Function<String, T> parser) {
    return text(name).flatMap(text -> parsed(name, text, parser));
  }

  /// What `parser` makes of a text that must be there and not be empty.
  public <T> Optional<T> requiredText(String name, Function<String, T> parser) {
    if (!has(name) || isNull(name)) {
      problem(name, "is required");
      return Optional.empty();
    }
    return text(name)
        .filter(text -> holds(name, !text.isEmpty(), "must not be empty"))
        .flatMap(text -> parsed(name, text, parser));
  }

  /// A text that must be there, of any length that the body's limit allows.
  public Optional<String> requiredLongText(String name) {
    if (!has(name) || isNull(name)) {
      problem(name, "is required");
    }
    return read(name, JsonText.class, "a text").map(JsonText::value);
  }

  /// A whole number from `least` to `most`.
  public Optional<Long> whole(String name, long least, long most) {
    return read(name, JsonNumber.class, "a number")
        .flatMap(
            number -> {
              Optional<Long> value =
                  whole(number.literal()).filter(it -> it >= least && it <= most);
              if (value.isEmpty()) {
                problem(name, "must be a whole number from %d to %d".formatted(least, most));
              }
              return value;
            });
  }

  private static Optional<Long> whole(String literal) {
    try {
      return Optional.of(Long.parseLong(literal));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// `true` or `false`.
  public Optional<Boolean> flag(String name) {
    return read(name, JsonBoolean.class, "true or false").map(JsonBoolean::value);
  }

  /// A time (RFC 3339, with any offset).
  public Optional<Instant> time(String name) {
    return text(name)
        .flatMap(
            text -> {
              try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
              } catch (DateTimeException e) {
                problem(name, "must be a time such as 2026-01-02T03:04:05Z");
                return Optional.empty();
              }
            });
  }

  /// An absolute address.
  public Optional<URI> address(String name) {
    return text(name).flatMap(text -> parsed(name, text, Fields::absolute));
  }

  /// What `parser` makes of each text of a list.
  public <T> Optional<List<T>> texts(String name, Function<String, T> parser) {
    return read(name, JsonList.class, "a list of texts")
        .map(
            list -> {
              List<T> values = new ArrayList<>();
              for (Json item : list.items()) {
                item(name, item).flatMap(it -> parsed(name, it, parser)).ifPresent(values::add);
              }
              return List.copyOf(values);
            });
  }

  /// An object whose members are texts; one that is `null` reads as an empty text.
  public Optional<Map<String, String>> textsByName(String name) {
    return read(name, JsonObject.class, "an object of texts")
        .map(
            object -> {
              Map<String, String> values = new LinkedHashMap<>();
              object
                  .members()
                  .forEach(
                      (key, item) ->
                          (item instanceof JsonNull
                                  ? Optional.of("")
                                  : item(name + "." + key, item))
                              .ifPresent(it -> values.put(key, it)));
              return values;
            });
  }

  /// An object, whose own fields are to be read; they end with these.
  public Optional<Fields> object(String name) {
    Optional<Fields> fields =
        read(name, JsonObject.class, "an object")
            .map(it -> new Fields(it, prefix + name + ".", problems));
    fields.ifPresent(inner::add);
    return fields;
  }

  /// A value of any kind but `null`, for a field that may be of several kinds.
  public Optional<Json> any(String name) {
    known.add(name);
    return Optional.ofNullable(object.members().get(name))
        .filter(value -> !(value instanceof JsonNull));
  }

  /// Notes that a field is not as it must be.
  ///
  /// @param message continues the field's name: `must not be empty`
  public void problem(String name, String message) {
    problems.add(Map.of("field", JsonReader.printable(prefix + name), "message", message));
  }

  /// Whether [#end()] will refuse the request as far as it has been read.
  public boolean isRefused() {
    return !problems.isEmpty() || unknown().findAny().isPresent();
  }

  /// Whether something was noted of the field.
  public boolean hasProblem(String name) {
    return problems.stream()
        .anyMatch(
            it -> String.valueOf(it.get("field")).equals(JsonReader.printable(prefix + name)));
  }

  /// Ends the reading.
  ///
  /// @throws ProblemException with status 400 when anything was noted or a field is unknown
  public void end() {
    refuseUnknown();
    endKnown();
  }

  /// Ends the reading of what another product's programs send, who may send more than is asked for.
  ///
  /// @throws ProblemException with status 400 when anything was noted
  public void endKnown() {
    if (!problems.isEmpty()) {
      throw new ProblemException(
          Problem.of(400, "invalid_request", "The request is not valid", summary())
              .with("errors", List.copyOf(problems)));
    }
  }

  private void refuseUnknown() {
    unknown().forEach(name -> problem(name, "is unknown" + Nearest.hint(name, known)));
    inner.forEach(Fields::refuseUnknown);
  }

  private Stream<String> unknown() {
    return object.members().keySet().stream().filter(name -> !known.contains(name));
  }

  private String summary() {
    Map<String, Object> first = problems.getFirst();
    String sentence = "The field '%s' %s".formatted(first.get("field"), first.get("message"));
    int more = problems.size() - 1;
    return more == 0 ? sentence + "." : sentence + ", and %d more: see errors.".formatted(more);
  }

  private <J extends Json> Optional<J> read(String name, Class<J> kind, String expected) {
    Optional<Json> value = any(name);
    if (value.isPresent() && !kind.isInstance(value.get())) {
      problem(name, "must be %s, not %s".formatted(expected, value.get().kind()));
      return Optional.empty();
    }
    return value.map(kind::cast);
  }

  private Optional<String> item(String name, Json item) {
    if (item instanceof JsonText text) {
      return Optional.of(text.value());
    }
    problem(name, "must hold texts only, not " + item.kind());
    return Optional.empty();
  }

  private <T> Optional<T> parsed(String name, String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problem(name, "is not valid: " + e.getMessage());
      return Optional.empty();
    }
  }

  private boolean holds(String name, boolean condition, String message) {
    if (!condition) {
      problem(name, message);
    }
    return condition;
  }

  private static URI absolute(String text) {
    try {
      URI address = new URI(text);
      if (address.isAbsolute() && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Refused below, without the text that was sent.
    }
    throw new IllegalArgumentException("an absolute address such as https://example.com is needed");
  }
}
