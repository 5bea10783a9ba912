package dev.tenon.server.sql;

import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// The shapes of JSON that columns hold: a list of texts, an object of texts, what a webhook sends.
/// ASCII only, so that whatever a provider calls an account comes back as it went in.
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Json() {}

  static String list(Iterable<String> texts) {
    StringWriter json = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
      out.writeStartArray();
      for (String text : texts) {
        out.writeString(text);
      }
      out.writeEndArray();
    }
    return json.toString();
  }

  /// `texts` by name.
  static String object(Map<String, String> texts) {
    return ordered(new TreeMap<>(texts));
  }

  /// `texts` in the order that they are in.
  static String ordered(SequencedMap<String, String> texts) {
    StringWriter json = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
      out.writeStartObject();
      for (Map.Entry<String, String> text : texts.entrySet()) {
        out.writeStringProperty(text.getKey(), text.getValue());
      }
      out.writeEndObject();
    }
    return json.toString();
  }

  /// What a webhook sends of an event.
  static String event(
      String type, Instant at, SequencedMap<String, String> data, OptionalLong sequence) {
    SequencedMap<String, Long> numbers = new LinkedHashMap<>();
    sequence.ifPresent(it -> numbers.put("sequence", it));
    return event(type, at, data, numbers);
  }

  /// The same with numbers after the texts.
  static String event(
      String type,
      Instant at,
      SequencedMap<String, String> data,
      SequencedMap<String, Long> numbers) {
    StringWriter json = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
      out.writeStartObject();
      out.writeStringProperty("type", type);
      out.writeStringProperty("timestamp", at.toString());
      out.writeObjectPropertyStart("data");
      for (Map.Entry<String, String> text : data.entrySet()) {
        out.writeStringProperty(text.getKey(), text.getValue());
      }
      for (Map.Entry<String, Long> number : numbers.entrySet()) {
        out.writeNumberProperty(number.getKey(), number.getValue());
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    return json.toString();
  }

  static List<String> readList(String json) {
    List<String> texts = new ArrayList<>();
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      in.nextToken();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        texts.add(in.getString());
      }
    }
    return texts;
  }

  static SequencedMap<String, String> readObject(String json) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      in.nextToken();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        in.nextToken();
        texts.put(name, in.getString());
      }
    }
    return texts;
  }
}
