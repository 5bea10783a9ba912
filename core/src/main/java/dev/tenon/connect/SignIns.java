package dev.tenon.connect;

import dev.tenon.access.Names;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Identity;
import dev.tenon.oauth.Account;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import dev.tenon.workspace.Workspaces;
import java.util.Optional;

/// How workspaces verify who came back: which way, and where their own sign-in is. Safe for use by
/// any thread.
public final class SignIns {
  private final Workspaces workspaces;
  private final LinkedIntegrations integrations;

  /// The sign-ins of `workspaces`, which are OAuth clients among `integrations`.
  public SignIns(Workspaces workspaces, LinkedIntegrations integrations) {
    this.workspaces = workspaces;
    this.integrations = integrations;
  }

  /// How the workspace verifies; the default where nobody can say.
  LinkVerification verification(WorkspaceId workspace) {
    return workspaces.find(workspace).map(Workspace::linkVerification).orElse(LinkVerification.APP);
  }

  /// The OAuth client at which the workspace's users sign in; empty where there is none whose users
  /// take part in a browser.
  Optional<OAuthClient> client(WorkspaceId workspace) {
    return setting(workspace)
        .map(Workspace.SignIn::oauthClient)
        .filter(name -> Names.problem(name).isEmpty())
        .flatMap(name -> integrations.find(workspace, new IntegrationName(name)))
        .filter(this::isInBrowser);
  }

  /// Whether the `account` that signed in at `client` is that user, compared exactly.
  boolean isUser(ResolvedClient client, Account account, UserId user) {
    return setting(client.client().workspace())
        .map(Workspace.SignIn::claim)
        .flatMap(claim -> value(client, claim, account))
        .filter(user.value()::equals)
        .isPresent();
  }

  private Optional<Workspace.SignIn> setting(WorkspaceId workspace) {
    return workspaces.find(workspace).flatMap(Workspace::signIn);
  }

  private boolean isInBrowser(OAuthClient client) {
    return integrations
        .declared(client)
        .map(it -> it.definition().authorization() instanceof Authorization.AuthorizationCode)
        .orElse(false);
  }

  private static Optional<String> value(ResolvedClient client, String claim, Account account) {
    if (!(client.definition().authorization() instanceof Authorization.AuthorizationCode code)) {
      return Optional.empty();
    }
    Identity identity = code.identity();
    if (claim.equals("sub") || claim.equals(identity.subject())) {
      return account.subject();
    }
    if (claim.equals("email") || claim.equals(identity.email())) {
      return account.email();
    }
    return claim.equals(identity.name()) ? account.name() : Optional.empty();
  }
}
