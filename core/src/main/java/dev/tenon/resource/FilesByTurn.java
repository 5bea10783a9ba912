package dev.tenon.resource;

import dev.tenon.call.ApiTarget;
import dev.tenon.call.ApiWire;
import dev.tenon.call.SideCalls;
import java.time.Duration;

/// Fetches from another source, each file when it is the connection's turn: a storage that says
/// "later" is left alone by all who fetch through the connection.
public final class FilesByTurn implements FileSource {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final FileSource source;
  private final SideCalls calls;

  /// Fetches from `source`.
  public FilesByTurn(FileSource source, SideCalls calls) {
    this.source = source;
    this.calls = calls;
  }

  @Override
  public ApiWire.Outcome fetch(ApiTarget target, String address) {
    return calls.fetch(target, PATIENCE, () -> source.fetch(target, address));
  }
}
