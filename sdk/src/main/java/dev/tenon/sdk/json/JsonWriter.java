package dev.tenon.sdk.json;

import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.Json.JsonFlag;
import dev.tenon.sdk.json.Json.JsonNull;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.Json.JsonText;
import java.util.HexFormat;

/// Writes a value as text, on one line or indented.
final class JsonWriter {
  private final StringBuilder out = new StringBuilder();
  private final boolean indented;
  private int depth;

  private JsonWriter(boolean indented) {
    this.indented = indented;
  }

  static String compact(Json value) {
    return text(value, new JsonWriter(false));
  }

  static String pretty(Json value) {
    return text(value, new JsonWriter(true));
  }

  private static String text(Json value, JsonWriter writer) {
    writer.write(value);
    return writer.out.toString();
  }

  private void write(Json value) {
    if (value instanceof JsonText text) {
      quote(text.value());
    } else if (value instanceof JsonNumber number) {
      out.append(number.digits());
    } else if (value instanceof JsonFlag flag) {
      out.append(flag.value());
    } else if (value instanceof JsonNull) {
      out.append("null");
    } else if (value instanceof JsonArray array) {
      array(array);
    } else if (value instanceof JsonObject object) {
      object(object);
    }
  }

  private void array(JsonArray array) {
    out.append('[');
    depth++;
    String separator = "";
    for (Json item : array.items()) {
      out.append(separator);
      line();
      write(item);
      separator = ",";
    }
    close(array.items().isEmpty(), ']');
  }

  private void object(JsonObject object) {
    out.append('{');
    depth++;
    String separator = "";
    for (var member : object.members().entrySet()) {
      out.append(separator);
      line();
      quote(member.getKey());
      out.append(indented ? ": " : ":");
      write(member.getValue());
      separator = ",";
    }
    close(object.members().isEmpty(), '}');
  }

  private void close(boolean empty, char bracket) {
    depth--;
    if (!empty) {
      line();
    }
    out.append(bracket);
  }

  private void line() {
    if (indented) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < 0x20 || (c >= 0x7f && c <= 0x9f)) {
          out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
