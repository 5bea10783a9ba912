package dev.tenon.server.http.page;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/// An answer that does not change, packed once for browsers that take gzip. Immutable.
public final class Packed {
  private final Answer plain;
  private final Answer packed;

  private Packed(Answer plain, Answer packed) {
    this.plain = plain;
    this.packed = packed;
  }

  /// That answer, as it is and packed.
  public static Packed of(Answer answer) {
    Answer plain = answer.with("Vary", "Accept-Encoding");
    Answer packed = new Answer(plain.status(), plain.headers(), packed(plain.body()));
    return new Packed(plain, packed.with("Content-Encoding", "gzip"));
  }

  /// The one that the request takes.
  public Answer answer(Request request) {
    return request.header("Accept-Encoding").filter(Packed::takesGzip).isPresent() ? packed : plain;
  }

  /// Whether gzip is named, and not with a weight of nothing (RFC 9110 §12.5.3).
  private static boolean takesGzip(String accepted) {
    return Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(",", -1))
        .map(String::strip)
        .anyMatch(it -> it.startsWith("gzip") && !it.matches(".*;\\s*q=0(\\.0*)?"));
  }

  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
