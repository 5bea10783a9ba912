package dev.tenon.call;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a provider answers: status and headers are here, the body is on its way. Closed by whoever
/// has it; closing before the end of the body gives the rest up. Used by one thread.
public interface ApiAnswer extends AutoCloseable {
  /// The HTTP status.
  int status();

  /// The headers in order.
  List<ApiHeader> headers();

  /// How many bytes [#body()] has, where that is known.
  OptionalLong length();

  /// Whether there is a body; where only the head was asked for [#length()] may say what it would
  /// have been.
  boolean hasBody();

  /// The body, as it arrives. A read fails when the provider is silent for too long, when the
  /// connection ends early, and when there is more than is taken.
  InputStream body();

  /// The first header of that name.
  default Optional<String> header(String name) {
    return headers().stream().filter(it -> it.is(name)).map(ApiHeader::value).findFirst();
  }

  /// Whether the body says that the call is to be made later, in the words that the connector
  /// knows.
  default boolean saysLater() {
    return false;
  }

  @Override
  void close();
}
