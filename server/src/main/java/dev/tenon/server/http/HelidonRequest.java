package dev.tenon.server.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A request as Helidon received it.
final class HelidonRequest implements Request {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final ServerRequest request;
  private final String id;
  private final Route route;
  private final Map<String, String> parameters;
  private byte @Nullable [] body;
  private @Nullable BodyStream stream;
  private @Nullable Map<String, List<String>> query;
  private @Nullable Map<String, List<String>> form;

  HelidonRequest(ServerRequest request, String id, Route route, Map<String, String> parameters) {
    this.request = request;
    this.id = id;
    this.route = route;
    this.parameters = parameters;
  }

  /// Names this request in its answer and in the log.
  String id() {
    return id;
  }

  @Override
  public String method() {
    return request.prologue().method().text();
  }

  @Override
  public String path() {
    return Percent.decode(request.prologue().uriPath().rawPath()).orElseThrow();
  }

  @Override
  public String pathParameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          route.pattern() + " has no parameter " + name + "; indicates a bug");
    }
    return value;
  }

  @Override
  public List<String> queryParameters(String name) {
    Map<String, List<String>> pairs = query;
    if (pairs == null) {
      pairs =
          Percent.pairs(request.prologue().query().rawValue())
              .orElseThrow(() -> invalid("The query string is malformed."));
      query = pairs;
    }
    return pairs.getOrDefault(name, List.of());
  }

  @Override
  public Optional<String> header(String name) {
    return request.headers().first(HeaderNames.create(name));
  }

  @Override
  public Optional<String> cookie(String name) {
    return request.headers().values(HeaderNames.COOKIE).stream()
        .flatMap(line -> List.of(line.split(";", -1)).stream())
        .map(String::strip)
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> unquoted(pair.substring(name.length() + 1)))
        .findFirst();
  }

  /// A cookie's value may stand in quotes (RFC 6265 §4.1.1), which some clients add.
  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  @Override
  public byte[] body() {
    byte[] known = body;
    if (known == null) {
      known = readBody();
      body = known;
    }
    return known;
  }

  @Override
  public List<Answer.Header> headers() {
    List<Answer.Header> all = new ArrayList<>();
    try {
      for (Header header : request.headers()) {
        for (String value : header.allValues()) {
          all.add(new Answer.Header(header.name(), value));
        }
      }
    } catch (IllegalArgumentException _) {
      throw invalid("A header has a control character.");
    }
    return all;
  }

  @Override
  public String rawQuery() {
    return request.prologue().query().rawValue();
  }

  @Override
  public boolean hasBody() {
    return request.headers().contains(HeaderNames.TRANSFER_ENCODING)
        || request.headers().contentLength().orElse(0) > 0;
  }

  @Override
  public OptionalLong bodyLength() {
    return hasBody() ? request.headers().contentLength() : OptionalLong.empty();
  }

  @Override
  public InputStream bodyStream() {
    BodyStream known = stream;
    if (known == null) {
      Watch.ofThisThread().ifPresent(Watch::bodyFlows);
      known = new BodyStream(request.content().inputStream(), bodyLength());
      stream = known;
    }
    return known;
  }

  @Override
  public void interruptWhenClientLeaves() {
    Thread answering = Thread.currentThread();
    Watch.ofThisThread().ifPresent(watch -> watch.whenClientLeaves(answering::interrupt));
  }

  /// Whether the body was begun by [#bodyStream()] and not read to its end.
  boolean isPartlyRead() {
    return stream != null && !stream.isAtEnd();
  }

  @Override
  public Map<String, List<String>> form() {
    if (!header("Content-Type").map(HelidonRequest::mediaType).orElse("").equals(FORM)) {
      throw new ProblemException(
          Problem.of(
              415,
              "unsupported_media_type",
              "The content type is not supported",
              "Send the body as " + FORM + "."));
    }
    Map<String, List<String>> pairs = form;
    if (pairs == null) {
      String text = new String(body(), StandardCharsets.ISO_8859_1);
      pairs = Percent.pairs(text).orElseThrow(() -> invalid("The form is malformed."));
      form = pairs;
    }
    return pairs;
  }

  @Override
  public InetAddress remoteAddress() {
    if (request.remotePeer().address() instanceof InetSocketAddress address) {
      return address.getAddress();
    }
    throw new IllegalStateException("a request came over something else than IP");
  }

  private byte[] readBody() {
    long announced = request.headers().contentLength().orElse(-1);
    if (announced > route.maxBodyBytes()) {
      throw tooLarge();
    }
    byte[] bytes;
    try (InputStream stream = request.content().inputStream()) {
      bytes = stream.readNBytes(announced < 0 ? route.maxBodyBytes() + 1 : (int) announced);
    } catch (IOException | RuntimeException e) {
      throw new RequestCutException(e);
    }
    if (bytes.length > route.maxBodyBytes()) {
      throw tooLarge();
    }
    return bytes;
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        Problem.of(
            413,
            "payload_too_large",
            "The body is too large",
            "At most %d bytes are taken here.".formatted(route.maxBodyBytes())));
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(
        Problem.of(400, "invalid_request", "The request is not valid", detail));
  }

  /// The media type without its parameters.
  static String mediaType(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  /// The body did not arrive whole: there is nobody to answer.
  static final class RequestCutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RequestCutException(Throwable cause) {
      super("the request's body was cut", cause);
    }
  }
}
