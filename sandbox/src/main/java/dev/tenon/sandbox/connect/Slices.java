package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Paging of Trimble Connect: `Range: items=0-999` brings `206` with `Content-Range: items
/// 0-999/2500`; without `Range` a long list is cut to its first slice all the same.
final class Slices {
  private static final Pattern RANGE = Pattern.compile("items=([0-9]{1,9})-([0-9]{0,9})");

  private Slices() {}

  static Reply reply(Request request, Listing listing, int firstSlice) {
    String range = request.header("Range").orElse("");
    if (!range.startsWith("items=")) {
      return listing.total() <= firstSlice
          ? answer(200, Headers.none(), listing, 0, listing.total() - 1)
          : partial(listing, 0, firstSlice - 1);
    }
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      return ConnectErrors.of(400, "BAD_REQUEST", "Range is not items=<first>-<last>");
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
    if (last < first) {
      return ConnectErrors.of(400, "BAD_REQUEST", "Range ends before it begins");
    }
    return slice(listing, first, last);
  }

  private static Reply slice(Listing listing, long first, long last) {
    if (listing.total() == 0) {
      return answer(200, Headers.none(), listing, 0, -1);
    }
    if (first >= listing.total()) {
      return ConnectErrors.of(416, "BAD_REQUEST", "Range begins beyond the end")
          .with("Content-Range", "items */" + listing.total());
    }
    return partial(listing, first, Math.min(last, listing.total() - 1));
  }

  private static Reply partial(Listing listing, long first, long last) {
    Headers range =
        Headers.of("Content-Range", "items " + first + "-" + last + "/" + listing.total());
    return answer(206, range, listing, first, last);
  }

  private static Reply answer(int status, Headers headers, Listing listing, long first, long last) {
    return new Reply.Answer(
        status, headers.with("Content-Type", "application/json"), listing.array(first, last));
  }
}
