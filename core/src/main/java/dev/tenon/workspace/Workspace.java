package dev.tenon.workspace;

import dev.tenon.access.WorkspaceId;
import java.time.Instant;
import java.util.Optional;

/// A tenant and its settings.
///
/// @param name for people
/// @param signIn how the hub itself verifies users; required for [LinkVerification#HUB]
/// @param exactCompatibility whether answers in another product's shape show the secrets that the
///   product would show; otherwise they are masked
public record Workspace(
    WorkspaceId id,
    String name,
    LinkVerification linkVerification,
    Optional<SignIn> signIn,
    boolean exactCompatibility,
    Instant createdAt) {

  /// A workspace whose answers mask secrets.
  public Workspace(
      WorkspaceId id,
      String name,
      LinkVerification linkVerification,
      Optional<SignIn> signIn,
      Instant createdAt) {
    this(id, name, linkVerification, signIn, false, createdAt);
  }

  /// The OpenID provider at which the workspace's users sign in.
  ///
  /// @param oauthClient name of the workspace's OAuth client at that provider
  /// @param claim the ID token's claim that holds the user's external id: `sub`, `email` or another
  public record SignIn(String oauthClient, String claim) {}
}
