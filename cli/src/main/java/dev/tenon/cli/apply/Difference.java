package dev.tenon.cli.apply;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.Json.JsonNull;
import dev.tenon.sdk.json.Json.JsonText;
import dev.tenon.sdk.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What of a wish is not so yet. Only what the file says is compared: what it leaves out stays as
/// it is. Immutable.
///
/// @param fields those that are to be sent
/// @param words one line each, for people
record Difference(JsonObject fields, List<String> words) {
  private static final Set<String> WORD_LISTS = Set.of("scope", "prompt");

  Difference {
    words = List.copyOf(words);
  }

  boolean isNone() {
    return words.isEmpty();
  }

  /// @param there as the hub has it
  static Difference of(Wish wish, JsonObject there) {
    JsonObject fields = JsonObject.empty();
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, Json> field : wish.fields().members().entrySet()) {
      String name = field.getKey();
      Json before = there.members().getOrDefault(name, new JsonNull());
      if (field.getValue() instanceof JsonObject inner) {
        Difference below =
            of(new Wish(name, inner, Optional.empty(), below(wish, name)), inside(before));
        if (!below.isNone()) {
          fields = fields.with(name, below.fields());
          below.words().forEach(word -> words.add(name + "." + word));
        }
      } else if (!isSame(name, field.getValue(), before)) {
        fields = fields.with(name, field.getValue());
        String now = wish.shown().getOrDefault(name, words(field.getValue()));
        words.add("%s: %s → %s".formatted(name, words(before), now));
      }
    }
    return new Difference(fields, words);
  }

  /// The lines of something that is new.
  static List<String> ofNew(Wish wish) {
    return of(wish, JsonObject.empty()).words().stream()
        .map(line -> line.replaceFirst(": none → ", ": "))
        .toList();
  }

  private static Map<String, String> below(Wish wish, String name) {
    Map<String, String> shown = new java.util.LinkedHashMap<>();
    wish.shown()
        .forEach(
            (path, text) -> {
              if (path.startsWith(name + ".")) {
                shown.put(path.substring(name.length() + 1), text);
              }
            });
    return shown;
  }

  private static JsonObject inside(Json value) {
    return value instanceof JsonObject object ? object : JsonObject.empty();
  }

  private static boolean isSame(String name, Json wanted, Json there) {
    if (wanted instanceof JsonArray want && there instanceof JsonArray have) {
      return Set.copyOf(want.items()).equals(Set.copyOf(have.items()));
    }
    if (wanted instanceof JsonText(String want) && there instanceof JsonText(String have)) {
      return want.equals(have)
          || (WORD_LISTS.contains(name) && wordsOf(want).equals(wordsOf(have)))
          || (name.endsWith("_at")
              && instant(want).isPresent()
              && instant(want).equals(instant(have)));
    }
    boolean isEmpty = wanted instanceof JsonText(String text) && text.isEmpty();
    return wanted.equals(there) || (isEmpty && there instanceof JsonNull);
  }

  private static Set<String> wordsOf(String text) {
    return new HashSet<>(Arrays.asList(text.strip().split(" +", -1)));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static String words(Json value) {
    return switch (value) {
      case JsonText(String text) -> text.isEmpty() ? "none" : text;
      case JsonNull _ -> "none";
      case JsonArray list ->
          list.items().isEmpty()
              ? "none"
              : String.join(", ", list.items().stream().map(Difference::words).toList());
      default -> value.toString();
    };
  }
}
