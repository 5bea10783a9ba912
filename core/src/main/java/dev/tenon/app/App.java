package dev.tenon.app;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/// A program that asks for tokens.
///
/// @param returnUrls where its users may be sent back to after connecting; compared exactly. Empty:
///   any that the app itself names when it makes a connect link
public record App(WorkspaceId workspace, AppName name, List<URI> returnUrls, Instant createdAt) {
  public App {
    returnUrls = List.copyOf(returnUrls);
  }
}
