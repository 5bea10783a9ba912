package dev.tenon.sandbox.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Download addresses whose signature is the permission, as object stores have them: a call that
/// also brings an `Authorization` header is refused. Safe for use by any thread.
///
/// @param at the store's host, without a slash at its end
public record SignedAddresses(URI at, Clock clock, SecretKey key) {
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  /// The address of what is at `path`, for a quarter of an hour.
  public String of(String path) {
    String expires = Long.toString(clock.instant().plus(LIFETIME).getEpochSecond());
    Form query = Form.empty().with("expires", expires).with("sig", signature(path + "/" + expires));
    return at + "/" + path + "?" + query.encode();
  }

  /// Why a request for what is at `path` is refused; empty where it is not.
  public Optional<Reply> refusal(Request request, String path) {
    if (request.header("Authorization").isPresent()) {
      return Optional.of(Reply.text(400, "Only one authentication mechanism is allowed"));
    }
    String expires = request.query().first("expires").orElse("");
    String given = request.query().first("sig").orElse("");
    if (!matches(given, signature(path + "/" + expires))) {
      return Optional.of(Reply.text(403, "The signature does not match"));
    }
    return clock.instant().isAfter(Instant.ofEpochSecond(Long.parseLong(expires)))
        ? Optional.of(Reply.text(403, "The request has expired"))
        : Optional.empty();
  }

  private static boolean matches(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("no HmacSHA256: indicates a bug", broken);
    }
  }
}
