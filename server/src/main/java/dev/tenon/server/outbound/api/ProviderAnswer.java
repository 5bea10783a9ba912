package dev.tenon.server.outbound.api;

import dev.tenon.call.ApiAnswer;
import dev.tenon.call.ApiHeader;
import dev.tenon.server.outbound.StreamOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/// A provider's answer with the token blotted out. What it compresses without being asked is
/// inflated, as nothing could be blotted out of it otherwise.
final class ProviderAnswer implements ApiAnswer {
  private static final int LARGEST_BUFFER = 64 * 1024;
  private static final int SMALLEST_BUFFER = 2 * 1024;

  private final int status;
  private final List<ApiHeader> headers;
  private final OptionalLong length;
  private final boolean hasBody;
  private final InputStream raw;
  private final InputStream body;

  private ProviderAnswer(
      int status,
      List<ApiHeader> headers,
      OptionalLong length,
      boolean hasBody,
      InputStream raw,
      InputStream body) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.length = length;
    this.hasBody = hasBody;
    this.raw = raw;
    this.body = body;
  }

  /// `opened`, cleaned by `blotter`.
  ///
  /// @param isHead whether only the head was asked for
  /// @throws IOException when the body claims to be compressed and is not
  static ProviderAnswer of(StreamOutcome.Opened opened, boolean isHead, Blotter blotter)
      throws IOException {
    List<ApiHeader> headers = new ArrayList<>();
    for (Map.Entry<String, String> header : opened.headers()) {
      header(header, blotter).ifPresent(headers::add);
    }
    InputStream raw = opened.body();
    boolean zipped = !isHead && headers.stream().anyMatch(ProviderAnswer::saysGzip);
    OptionalLong length = zipped ? OptionalLong.empty() : opened.length();
    InputStream plain = zipped ? new GZIPInputStream(raw, LARGEST_BUFFER) : raw;
    if (zipped) {
      headers.removeIf(header -> header.is("Content-Encoding") || header.is("Content-Length"));
    }
    boolean hasBody = !isHead && opened.status() != 204 && opened.status() != 304;
    return new ProviderAnswer(
        opened.status(), headers, length, hasBody, raw, blotter.clean(plain, buffer(length)));
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public List<ApiHeader> headers() {
    return headers;
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  @Override
  public boolean hasBody() {
    return hasBody;
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    try {
      raw.close();
    } catch (IOException _) {
      // Its connection is gone; nothing of it is wanted any more.
    }
  }

  private static int buffer(OptionalLong length) {
    // One byte more than there is lets the read that fills it see the end, too.
    return Math.clamp(length.orElse(LARGEST_BUFFER) + 1, SMALLEST_BUFFER, LARGEST_BUFFER);
  }

  private static Optional<ApiHeader> header(Map.Entry<String, String> header, Blotter blotter) {
    try {
      return Optional.of(new ApiHeader(header.getKey(), blotter.clean(header.getValue())));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean saysGzip(ApiHeader header) {
    String value = header.value().strip().toLowerCase(Locale.ROOT);
    return header.is("Content-Encoding") && (value.equals("gzip") || value.equals("x-gzip"));
  }
}
