package dev.tenon.cli.command;

import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// What is sent to a provider, as typed; it can be sent twice.
final class ProviderRequest {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9-]+):[ ]?([ -~]*)");

  private final String method;
  private final List<Header> headers;
  private final byte[] body;

  private ProviderRequest(String method, List<Header> headers, byte[] body) {
    this.method = method;
    this.headers = headers;
    this.body = body;
  }

  private record Header(String name, String value) {}

  static ProviderRequest read(Invocation call) {
    return new ProviderRequest(
        CallCommand.method(call.argument(0)),
        call.options("--header").stream().map(ProviderRequest::header).toList(),
        body(call));
  }

  /// The request to `target`.
  ///
  /// @param authorization the header's value
  HttpRequest.Builder to(URI target, String authorization) {
    var request =
        HttpRequest.newBuilder(target)
            .timeout(TIMEOUT)
            .method(method, BodyPublishers.ofByteArray(body))
            .header("Authorization", authorization);
    if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("Accept"))) {
      request.header("Accept", "application/json, */*;q=0.5");
    }
    boolean typed = headers.stream().anyMatch(h -> h.name().equalsIgnoreCase("Content-Type"));
    if (body.length > 0 && !typed) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(header -> request.header(header.name(), header.value()));
    return request;
  }

  private static Header header(String text) {
    var matcher = HEADER.matcher(text);
    if (!matcher.matches()) {
      throw usage("'" + text + "' is not a header.", "Write it as Name: value.");
    }
    if (matcher
        .group(1)
        .matches("(?i)authorization|host|content-length|connection|cookie|tenon-.*")) {
      throw usage("The header " + matcher.group(1) + " is not yours to set.", "Leave it out.");
    }
    return new Header(matcher.group(1), matcher.group(2));
  }

  private static byte[] body(Invocation call) {
    String data = call.option("--data").orElse("");
    try {
      if (data.equals("-")) {
        return call.terminal().in().readAllBytes();
      }
      return data.startsWith("@")
          ? Files.readAllBytes(call.file(data.substring(1)))
          : data.getBytes(StandardCharsets.UTF_8);
    } catch (IOException _) {
      throw usage("The body cannot be read from " + data + ".", "Check the file's name.");
    }
  }

  private static FailedException usage(String happened, String todo) {
    return new FailedException(Failure.usage(happened, todo));
  }
}
