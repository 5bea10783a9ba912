package dev.tenon.server.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// An answer as far as it came. It may hold tokens, so it prints nothing but status and size. Safe
/// for use by any thread.
public final class HttpAnswer {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final int status;
  private final List<Map.Entry<String, String>> headers;
  private final String text;
  private final Optional<String> flaw;
  private final Supplier<Duration> age;

  private HttpAnswer(
      int status,
      List<Map.Entry<String, String>> headers,
      String text,
      Optional<String> flaw,
      Supplier<Duration> age) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.text = text;
    this.flaw = flaw;
    this.age = age;
  }

  /// An answer whose body is not read yet.
  static HttpAnswer head(int status, List<Map.Entry<String, String>> headers) {
    return new HttpAnswer(
        status, headers, "", Optional.of("was not complete"), () -> Duration.ZERO);
  }

  /// The same with its whole body.
  HttpAnswer whole(byte[] body) {
    return new HttpAnswer(status, headers, decode(body), Optional.empty(), age);
  }

  /// The same with what was read of its body, and what is wrong with it.
  HttpAnswer flawed(byte[] body, String problem) {
    return new HttpAnswer(status, headers, decode(body), Optional.of(problem), age);
  }

  /// The same to a request that was sent so long ago.
  HttpAnswer aged(Supplier<Duration> age) {
    return new HttpAnswer(status, headers, text, flaw, age);
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// Whether the status is 2xx.
  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /// The first header of that name.
  public Optional<String> header(String name) {
    return headers(name).findFirst();
  }

  /// The value of the cookie that the answer sets under that name (RFC 6265 §4.1).
  public Optional<String> cookie(String name) {
    return headers("Set-Cookie")
        .map(line -> line.split(";", 2)[0].strip())
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  /// The body as UTF-8 without byte order mark; only its beginning where there is a flaw.
  public String text() {
    return text;
  }

  /// Why the body is not whole, in words that go on from "the answer": cut, too large, not
  /// readable.
  public Optional<String> flaw() {
    return flaw;
  }

  /// How long ago its request was sent, which is as old as what it says may be.
  public Duration age() {
    return age.get();
  }

  @Override
  public String toString() {
    return "HTTP " + status + " (" + text.length() + " characters)";
  }

  private Stream<String> headers(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue);
  }

  private static String decode(byte[] body) {
    String text = new String(body, UTF_8);
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }
}
