package dev.tenon.sandbox.fault;

import dev.tenon.sandbox.http.Body;
import dev.tenon.sandbox.http.Form;
import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/// Makes the answers of faults out of the real ones.
final class Answering {
  private static final int CHUNK_BYTES = 1 << 16;

  private Answering() {}

  static Reply plain(int status, Headers headers, String body) {
    return new Reply.Answer(status, headers, Body.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  static Reply cutShort(Reply real) {
    if (!(real instanceof Reply.Answer answer)) {
      return real;
    }
    byte[] bytes = bytesOf(answer);
    return new Reply.CutShort(
        new Reply.Answer(answer.status(), answer.headers(), Body.of(bytes)), bytes.length / 2);
  }

  /// JSON that is all white space up to its last two bytes, so that a reader must swallow it whole.
  static Reply flood(long bytes) {
    Body.Source source =
        out -> {
          byte[] blank = new byte[CHUNK_BYTES];
          Arrays.fill(blank, (byte) ' ');
          long left = bytes - 2;
          while (left > 0) {
            int now = (int) Math.min(left, CHUNK_BYTES);
            out.write(blank, 0, now);
            left -= now;
          }
          out.write('{');
          out.write('}');
        };
    return new Reply.Answer(
        200,
        Headers.of("Content-Type", "application/json"),
        new Body(OptionalLong.of(bytes), source));
  }

  static Reply drip(Reply real, Duration pause, HeldCalls held) {
    if (!(real instanceof Reply.Answer answer)) {
      return real;
    }
    byte[] bytes = bytesOf(answer);
    Body.Source source =
        out -> {
          for (byte one : bytes) {
            out.write(one);
            out.flush();
            pauseFor(pause, held);
          }
        };
    return new Reply.Answer(
        answer.status(), answer.headers(), new Body(OptionalLong.of(bytes.length), source));
  }

  static Reply rewrite(Reply real, Fault.Rewrites rewrite) {
    if (!(real instanceof Reply.Answer answer)) {
      return real;
    }
    ObjectNode json =
        Json.parseObject(new String(bytesOf(answer), StandardCharsets.UTF_8))
            .orElseGet(Json::object);
    json.remove(rewrite.remove());
    rewrite.set().properties().forEach(member -> json.set(member.getKey(), member.getValue()));
    int status = rewrite.status().orElse(answer.status());
    return switch (rewrite.encoding()) {
      case JSON -> Reply.json(status, json);
      case FORM ->
          plain(
              status,
              Headers.of("Content-Type", "application/x-www-form-urlencoded"),
              formOf(json).encode());
    };
  }

  private static Form formOf(ObjectNode json) {
    Form form = Form.empty();
    for (var member : json.properties()) {
      form = form.with(member.getKey(), member.getValue().asString());
    }
    return form;
  }

  static byte[] bytesOf(Reply.Answer answer) {
    var bytes = new ByteArrayOutputStream();
    try {
      answer.body().source().writeTo(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory does not fail", impossible);
    }
    return bytes.toByteArray();
  }

  private static void pauseFor(Duration pause, HeldCalls held) throws IOException {
    try {
      held.pause(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the sandbox is closing");
    }
  }
}
