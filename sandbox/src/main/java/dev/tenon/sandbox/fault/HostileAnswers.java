package dev.tenon.sandbox.fault;

import dev.tenon.sandbox.http.Body;
import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Answers of a provider that means harm, or is broken so badly that it looks like it.
final class HostileAnswers {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final Headers JSON = Headers.of("Content-Type", "application/json");

  private HostileAnswers() {}

  static Reply headers(Reply real, Headers set, Set<String> remove) {
    if (!(real instanceof Reply.Answer answer)) {
      return real;
    }
    Headers left = Headers.none();
    for (Headers.Field field : answer.headers().fields()) {
      boolean goes =
          remove.contains(field.name().toLowerCase(Locale.ROOT))
              || set.first(field.name()).isPresent();
      left = goes ? left : left.with(field.name(), field.value());
    }
    return new Reply.Answer(answer.status(), left.and(set), answer.body());
  }

  static Reply list(Reply real, Fault.Change change) {
    if (!(real instanceof Reply.Answer answer)) {
      return real;
    }
    String text = new String(Answering.bytesOf(answer), StandardCharsets.UTF_8);
    JsonNode list =
        Json.parseObject("{\"list\":" + text + "}").map(it -> it.path("list")).orElse(Json.array());
    ArrayNode changed = Json.array();
    if (change == Fault.Change.REPEATED) {
      for (JsonNode item : list) {
        changed.add(item).add(item);
      }
    }
    return new Reply.Answer(
        answer.status(), answer.headers(), Body.of(Json.bytes(list.isArray() ? changed : list)));
  }

  static Reply overstated(Reply real, int bytes) {
    if (!(real instanceof Reply.Answer answer)) {
      return real;
    }
    byte[] body = Answering.bytesOf(answer);
    return new Reply.CutShort(
        new Reply.Answer(
            answer.status(), answer.headers(), Body.of(Arrays.copyOf(body, body.length + bytes))),
        body.length);
  }

  static Reply bomb(long bytes) {
    return new Reply.Answer(
        200,
        JSON.with("Content-Encoding", "gzip"),
        Body.streamed(
            out -> {
              try (OutputStream zipped = new GZIPOutputStream(out, CHUNK_BYTES)) {
                byte[] blank = blank();
                for (long left = bytes; left > 0; left -= CHUNK_BYTES) {
                  zipped.write(blank, 0, (int) Math.min(left, CHUNK_BYTES));
                }
              }
            }));
  }

  static Reply endless() {
    return new Reply.Answer(
        200,
        JSON,
        Body.streamed(
            out -> {
              byte[] blank = blank();
              while (!Thread.currentThread().isInterrupted()) {
                out.write(blank);
              }
            }));
  }

  private static byte[] blank() {
    byte[] blank = new byte[CHUNK_BYTES];
    Arrays.fill(blank, (byte) ' ');
    return blank;
  }
}
