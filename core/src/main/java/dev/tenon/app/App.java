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
/// @param allowedCalls of providers' APIs. Empty: all, with tokens of its own; else it calls
///   through the hub only
public record App(
    WorkspaceId workspace,
    AppName name,
    List<URI> returnUrls,
    List<CallRule> allowedCalls,
    Instant createdAt) {
  public App {
    returnUrls = List.copyOf(returnUrls);
    allowedCalls = List.copyOf(allowedCalls);
  }

  /// An app that may call everything.
  public App(WorkspaceId workspace, AppName name, List<URI> returnUrls, Instant createdAt) {
    this(workspace, name, returnUrls, List.of(), createdAt);
  }

  /// The same with other return addresses.
  public App withReturnUrls(List<URI> others) {
    return new App(workspace, name, others, allowedCalls, createdAt);
  }

  /// The same with other rules of what it may call.
  public App withAllowedCalls(List<CallRule> others) {
    return new App(workspace, name, returnUrls, others, createdAt);
  }
}
