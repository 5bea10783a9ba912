package dev.tenon.connector;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// A function that templates may call. Each takes and gives texts; times are RFC 3339 texts, as
/// `${now}` is.
///
/// @param name in templates
/// @param arguments how many it takes
record TemplateFunction(String name, int arguments, Function<List<String>, String> rule) {
  private static final List<TemplateFunction> ALL =
      List.of(
          new TemplateFunction("base64", 1, in -> base64(bytes(in.get(0)))),
          new TemplateFunction("base64url", 1, in -> base64Url(bytes(in.get(0)))),
          new TemplateFunction("fromBase64", 1, in -> fromBase64(in.get(0))),
          new TemplateFunction("lower", 1, in -> in.get(0).toLowerCase(Locale.ROOT)),
          new TemplateFunction("upper", 1, in -> in.get(0).toUpperCase(Locale.ROOT)),
          new TemplateFunction("before", 2, in -> before(in.get(0), in.get(1))),
          new TemplateFunction("after", 2, in -> after(in.get(0), in.get(1))),
          new TemplateFunction("replace", 3, in -> in.get(0).replace(in.get(1), in.get(2))),
          new TemplateFunction("encode", 1, in -> UrlEncoding.encode(in.get(0))),
          new TemplateFunction("xml", 1, in -> Escapes.xml(in.get(0))),
          new TemplateFunction("json", 1, in -> Escapes.json(in.get(0))),
          new TemplateFunction("sha1Hex", 1, in -> Digests.hex(Digests.digest("SHA-1", in.get(0)))),
          new TemplateFunction(
              "sha256Hex", 1, in -> Digests.hex(Digests.digest("SHA-256", in.get(0)))),
          new TemplateFunction(
              "sha256Base64", 1, in -> base64(Digests.digest("SHA-256", in.get(0)))),
          new TemplateFunction(
              "sha512Hex", 1, in -> Digests.hex(Digests.digest("SHA-512", in.get(0)))),
          new TemplateFunction("md5Hex", 1, in -> Digests.hex(Digests.digest("MD5", in.get(0)))),
          new TemplateFunction("hmacSha1Hex", 2, in -> Digests.hex(Digests.mac("HmacSHA1", in))),
          new TemplateFunction("hmacSha1Base64", 2, in -> base64(Digests.mac("HmacSHA1", in))),
          new TemplateFunction(
              "hmacSha256Hex", 2, in -> Digests.hex(Digests.mac("HmacSHA256", in))),
          new TemplateFunction("hmacSha256Base64", 2, in -> base64(Digests.mac("HmacSHA256", in))),
          new TemplateFunction(
              "hmacSha512Hex", 2, in -> Digests.hex(Digests.mac("HmacSHA512", in))),
          new TemplateFunction("hmacSha512Base64", 2, in -> base64(Digests.mac("HmacSHA512", in))),
          new TemplateFunction(
              "ed25519Base64", 2, in -> base64(Digests.sign("Ed25519", "Ed25519", in))),
          new TemplateFunction(
              "rsaSha256Base64", 2, in -> base64(Digests.sign("RSA", "SHA256withRSA", in))),
          new TemplateFunction("format", 2, in -> format(in.get(0), in.get(1))),
          new TemplateFunction(
              "plus", 2, in -> Instant.parse(in.get(0)).plus(Duration.parse(in.get(1))).toString()),
          new TemplateFunction(
              "epoch", 1, in -> Long.toString(Instant.parse(in.get(0)).getEpochSecond())),
          new TemplateFunction(
              "epochMillis", 1, in -> Long.toString(Instant.parse(in.get(0)).toEpochMilli())));

  /// The function that templates call `name`.
  static Optional<TemplateFunction> find(String name) {
    return ALL.stream().filter(each -> each.name.equals(name)).findFirst();
  }

  /// Its result.
  ///
  /// @throws IllegalArgumentException when it cannot make anything of the arguments
  String apply(List<String> in) {
    try {
      return rule.apply(in);
    } catch (RuntimeException e) {
      // The cause may show the value, which may be a secret.
      throw new IllegalArgumentException(name + " cannot be computed");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String fromBase64(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  private static String before(String text, String mark) {
    int at = text.indexOf(mark);
    return at < 0 ? text : text.substring(0, at);
  }

  private static String after(String text, String mark) {
    int at = text.indexOf(mark);
    return at < 0 ? text : text.substring(at + mark.length());
  }

  private static String format(String time, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(Instant.parse(time));
  }
}
