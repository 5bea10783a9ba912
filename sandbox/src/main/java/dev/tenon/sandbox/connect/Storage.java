package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Body;
import dev.tenon.sandbox.http.Form;
import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
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

/// Where signed download addresses lead. The signature is the permission: a call that also brings
/// an `Authorization` header is refused, as object stores do.
final class Storage {
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  private final URI at;
  private final Projects projects;
  private final Files files;
  private final Clock clock;
  private final SecretKey key;

  Storage(URI at, Projects projects, Files files, Clock clock, SecretKey key) {
    this.at = at;
    this.projects = projects;
    this.files = files;
    this.clock = clock;
    this.key = key;
  }

  String signedAddress(Pod pod, String fileId) {
    String expires = Long.toString(clock.instant().plus(LIFETIME).getEpochSecond());
    Form query =
        Form.empty()
            .with("expires", expires)
            .with("sig", signature(pod.host() + "/" + fileId + "/" + expires));
    return at + "/" + pod.host() + "/" + fileId + "?" + query.encode();
  }

  Reply download(Request request, Pod pod, String fileId) {
    if (request.header("Authorization").isPresent()) {
      return Reply.text(400, "Only one authentication mechanism is allowed");
    }
    String expires = request.query().first("expires").orElse("");
    String given = request.query().first("sig").orElse("");
    if (!matches(given, signature(pod.host() + "/" + fileId + "/" + expires))) {
      return Reply.text(403, "The signature does not match");
    }
    if (clock.instant().isAfter(Instant.ofEpochSecond(Long.parseLong(expires)))) {
      return Reply.text(403, "The request has expired");
    }
    Optional<byte[]> content =
        projects.ofThing(pod, fileId).flatMap(project -> files.content(project, fileId));
    return content.isPresent()
        ? new Reply.Answer(
            200, Headers.of("Content-Type", "application/octet-stream"), Body.of(content.get()))
        : Reply.text(404, "Not Found");
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
