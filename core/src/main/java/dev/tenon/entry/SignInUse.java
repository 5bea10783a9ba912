package dev.tenon.entry;

import dev.tenon.client.OAuthClient;
import dev.tenon.workspace.Workspaces;

/// Who signs in by an OAuth client. Safe for use by any thread.
///
/// @param workspaces where users prove who they are
/// @param providers where members sign in
public record SignInUse(Workspaces workspaces, MemberProviders providers) {
  /// Whether anybody does.
  public boolean isAny(OAuthClient client) {
    return isOfUsers(client) || isOfMembers(client);
  }

  /// Whether the workspace's users do, before they connect.
  public boolean isOfUsers(OAuthClient client) {
    return workspaces
        .find(client.workspace())
        .flatMap(it -> it.signIn())
        .filter(it -> it.oauthClient().equals(client.name().value()))
        .isPresent();
  }

  /// Whether its members do.
  public boolean isOfMembers(OAuthClient client) {
    return providers
        .find(client.workspace())
        .filter(it -> it.oauthClient().equals(client.name().value()))
        .isPresent();
  }
}
