package dev.tenon.server.http.json;

import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.json.Json.JsonBoolean;
import dev.tenon.server.http.json.Json.JsonList;
import dev.tenon.server.http.json.Json.JsonNull;
import dev.tenon.server.http.json.Json.JsonNumber;
import dev.tenon.server.http.json.Json.JsonObject;
import dev.tenon.server.http.json.Json.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads a body as one JSON object, strictly: UTF-8, nothing after it, no name twice, bounded in
/// depth. What is wrong becomes a [ProblemException] that names line and column and never repeats
/// what was sent. Safe for use by any thread.
public final class JsonReader {
  private static final int DEEPEST = 16;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_NUMBER = 64;

  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(LONGEST_NAME)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  /// The object that `body` is.
  ///
  /// @throws ProblemException with status 400 when it is not one
  public JsonObject readObject(byte[] body) {
    String text = utf8(body);
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw refuse("the body is empty; a JSON object is expected");
      }
      Json value = value(parser);
      if (parser.nextToken() != null) {
        throw refuse("there is something after the end of the JSON object" + at(parser));
      }
      if (value instanceof JsonObject object) {
        return object;
      }
      throw refuse("the body must be a JSON object, not " + value.kind());
    } catch (StreamConstraintsException e) {
      throw refuse("the body is nested too deeply, or has a name or number that is too long");
    } catch (JacksonException e) {
      throw refuse("the body is not valid JSON" + at(e.getLocation()));
    }
  }

  private static Json value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> text(parser);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
      case VALUE_TRUE -> new JsonBoolean(true);
      case VALUE_FALSE -> new JsonBoolean(false);
      case VALUE_NULL -> new JsonNull();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("a JSON value cannot begin here; indicates a bug");
    };
  }

  private static JsonText text(JsonParser parser) {
    String text = parser.getString();
    if (!isStorable(text)) {
      throw refuse("a text has a NUL or half a surrogate pair" + at(parser));
    }
    return new JsonText(text);
  }

  /// A NUL is what PostgreSQL cannot store; half a surrogate pair is what UTF-8 cannot say.
  private static boolean isStorable(String text) {
    // A loop, not a stream: this is done for every token that is asked for.
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      } else if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static JsonObject object(JsonParser parser) {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (members.putIfAbsent(name, value(parser)) != null) {
        throw refuse("the field '" + printable(name) + "' comes twice" + at(parser));
      }
    }
    return new JsonObject(members);
  }

  private static JsonList list(JsonParser parser) {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new JsonList(items);
  }

  private static String utf8(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw refuse("the body is not UTF-8");
    }
  }

  private static String at(JsonParser parser) {
    return at(parser.currentTokenLocation());
  }

  private static String at(@Nullable TokenStreamLocation location) {
    return location == null
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }

  /// A name that a caller sent, made fit to be shown.
  static String printable(String name) {
    String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
    return shown.replaceAll("[^\\x20-\\x7e\\p{L}\\p{N}…]", "?");
  }

  private static ProblemException refuse(String detail) {
    return new ProblemException(
        Problem.of(400, "invalid_request", "The request is not valid", detail + "."));
  }
}
