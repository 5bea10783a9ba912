package dev.tenon.sandbox.ag;

import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalLong;

/// Pages that end with a bookmark, to be sent back as `bookmark` for the next page; the last page
/// has none.
final class Bookmarks {
  private static final int PAGE = 100;
  private static final String PREFIX = "after:";

  private Bookmarks() {}

  static Reply page(Request request, Listing listing) {
    OptionalLong start = start(request.query().first("bookmark").orElse(""));
    if (start.isEmpty()) {
      return AgErrors.of(400, "The bookmark is not valid");
    }
    long first = start.getAsLong();
    long last = Math.min(first + PAGE, listing.total()) - 1;
    boolean more = last + 1 < listing.total();
    String after = more ? "],\"bookmark\":\"" + bookmark(last + 1) + "\"}" : "]}";
    return new Reply.Answer(
        200,
        Headers.of("Content-Type", "application/json"),
        listing.framed("{\"result\":[", first, last, after));
  }

  private static String bookmark(long next) {
    byte[] text = (PREFIX + next).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  private static OptionalLong start(String bookmark) {
    if (bookmark.isEmpty()) {
      return OptionalLong.of(0);
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(bookmark), StandardCharsets.UTF_8);
      return text.matches(PREFIX + "[0-9]{1,10}")
          ? OptionalLong.of(Long.parseLong(text.substring(PREFIX.length())))
          : OptionalLong.empty();
    } catch (IllegalArgumentException _) {
      return OptionalLong.empty();
    }
  }
}
