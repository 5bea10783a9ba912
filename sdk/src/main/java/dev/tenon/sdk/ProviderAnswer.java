package dev.tenon.sdk;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a provider answered: its status, its headers, and its body as it arrives. For one thread;
/// close it, so that the connection is free again.
public final class ProviderAnswer implements AutoCloseable {
  private static final int LARGEST_BYTES = 32 * 1024 * 1024;

  private final HttpResponse<InputStream> response;

  ProviderAnswer(HttpResponse<InputStream> response) {
    this.response = response;
  }

  /// The provider's HTTP status.
  public int status() {
    return response.statusCode();
  }

  /// Whether the status is one of success.
  public boolean succeeded() {
    return status() / 100 == 2;
  }

  /// The headers, the provider's own among them.
  public HttpHeaders headers() {
    return response.headers();
  }

  /// The first value of a header.
  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /// The body, of any length; may be read once.
  public InputStream body() {
    return response.body();
  }

  /// The whole body, up to 32 MB.
  ///
  /// @throws UncheckedIOException when it breaks off or is longer
  public byte[] bytes() {
    try {
      byte[] bytes = body().readNBytes(LARGEST_BYTES + 1);
      if (bytes.length > LARGEST_BYTES) {
        throw new IOException("the answer is longer than 32 MB; read body() instead");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The whole body, up to 32 MB, as a text in UTF-8.
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /// The whole body, up to 32 MB, as JSON.
  ///
  /// @throws JsonException when it is something else
  public Json json() {
    return Json.parse(text());
  }

  /// Gives up what has not been read.
  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
