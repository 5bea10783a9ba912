package dev.tenon.server.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What came of an outbound call whose bodies flow through.
public sealed interface StreamOutcome {
  /// Status and headers are here.
  ///
  /// @param length of the body, where it is announced
  /// @param body closing it before its end gives the rest, and the connection, up
  record Opened(
      int status, List<Map.Entry<String, String>> headers, OptionalLong length, InputStream body)
      implements StreamOutcome {
    public Opened {
      headers = List.copyOf(headers);
    }
  }

  /// The address may not be called; nothing was sent.
  ///
  /// @param detail one sentence for people, without addresses or secrets
  record Refused(String detail) implements StreamOutcome {}

  /// No byte of the request went out.
  ///
  /// @param detail one sentence for people, without addresses or secrets
  record NotSent(String detail) implements StreamOutcome {}

  /// The request went out, at least in part, and no head of an answer came back.
  ///
  /// @param detail one sentence for people, without addresses or secrets
  /// @param late whether the time was up
  record NoAnswer(String detail, boolean late) implements StreamOutcome {}

  /// The request's own body could not be read to its end; the call was given up.
  record BodyFailed(IOException cause) implements StreamOutcome {}
}
