package dev.tenon.sandbox.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.util.List;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;

/// A list of which each item is made when it is needed.
public record Listing(long total, LongFunction<? extends JsonNode> item) {
  private static final int BUFFER_BYTES = 1 << 15;

  /// A list that is there already.
  public static Listing of(List<? extends JsonNode> items) {
    return new Listing(items.size(), index -> items.get(Math.toIntExact(index)));
  }

  /// The JSON array of the items from `first` to `last`, both included, made while it is sent.
  public Body array(long first, long last) {
    return framed("[", first, last, "]");
  }

  /// The same array inside `before` and `after`, which complete it to a JSON text.
  public Body framed(String before, long first, long last, String after) {
    return Body.streamed(
        out -> {
          var buffered = new BufferedOutputStream(out, BUFFER_BYTES);
          buffered.write(before.getBytes(UTF_8));
          for (long i = first; i <= last; i++) {
            if (i > first) {
              buffered.write(',');
            }
            buffered.write(Json.bytes(item.apply(i)));
          }
          buffered.write(after.getBytes(UTF_8));
          buffered.flush();
        });
  }
}
