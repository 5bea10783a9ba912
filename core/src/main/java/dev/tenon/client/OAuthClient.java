package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.DefinitionName;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Our registration at a provider, as an admin entered it.
///
/// @param clientId as the provider issued it; empty text where the definition has none (API key)
/// @param secrets in the order in which they are tried; empty for a public client
/// @param scope what to ask for; empty for the connector's default
/// @param prompt space-separated `prompt` values of the authorization request
/// @param authentication empty for the connector's default
/// @param refreshMode when its connections' tokens are refreshed
/// @param lent whether it is `public`: usable by other workspaces
/// @param parameters values of the connector's fields, none of them secret
/// @param version grows by one with every change; a racing change is refused
/// @param rejection the provider's last word about it, where that was a rejection; of this or an
///   earlier version
/// @param loan where it stands for another workspace's public client. Then client id, secrets,
///   addresses, scope, prompt, authentication and parameters are that client's, or nothing where
///   the loan is over; its version counts the changes of both
public record OAuthClient(
    OAuthClientId id,
    WorkspaceId workspace,
    IntegrationName name,
    ConnectorName connector,
    DefinitionName definition,
    String clientId,
    List<ClientSecret> secrets,
    Addresses addresses,
    Optional<Scope> scope,
    Optional<String> prompt,
    Optional<ClientAuthenticationMethod> authentication,
    RefreshMode refreshMode,
    boolean lent,
    AppAccess apps,
    Map<String, String> parameters,
    long version,
    Instant createdAt,
    Instant updatedAt,
    Optional<ClientRejection> rejection,
    Optional<Loan> loan) {
  public OAuthClient {
    secrets = List.copyOf(secrets);
    parameters = Map.copyOf(parameters);
  }

  /// A client that is the workspace's own.
  public OAuthClient(
      OAuthClientId id,
      WorkspaceId workspace,
      IntegrationName name,
      ConnectorName connector,
      DefinitionName definition,
      String clientId,
      List<ClientSecret> secrets,
      Addresses addresses,
      Optional<Scope> scope,
      Optional<String> prompt,
      Optional<ClientAuthenticationMethod> authentication,
      RefreshMode refreshMode,
      boolean lent,
      AppAccess apps,
      Map<String, String> parameters,
      long version,
      Instant createdAt,
      Instant updatedAt,
      Optional<ClientRejection> rejection) {
    this(
        id,
        workspace,
        name,
        connector,
        definition,
        clientId,
        secrets,
        addresses,
        scope,
        prompt,
        authentication,
        refreshMode,
        lent,
        apps,
        parameters,
        version,
        createdAt,
        updatedAt,
        rejection,
        Optional.empty());
  }

  /// The workspace whose connector it uses and for which its secrets are sealed: the lender, where
  /// there is one.
  public WorkspaceId home() {
    return loan.map(Loan::lender).orElse(workspace);
  }

  /// Who mends it, to begin a sentence with.
  public String mender() {
    return loan.map(it -> it.providedBy() + ", which provides it,").orElse("The admin");
  }

  /// What of it is its workspace's own: all of it, or, where it is borrowed, nothing of what it is
  /// registered with.
  public OAuthClient ownPart() {
    return loan.map(
            it -> with(Optional.empty(), Loan.of(it.lender(), it.client()), version - it.version()))
        .orElse(this);
  }

  /// The own part of a borrowed client, with what its lender's says now.
  ///
  /// @param lenders the lender's client; empty where it is gone. One that is not public any more is
  ///   as good as gone
  /// @param provider the lender's name for people
  public OAuthClient borrowing(Optional<OAuthClient> lenders, String provider) {
    Loan own = loan.orElseThrow(() -> new IllegalStateException(id + " is not borrowed"));
    Optional<OAuthClient> open = lenders.filter(OAuthClient::lent);
    long theirs = open.map(OAuthClient::version).orElse(0L);
    Loan now = new Loan(own.lender(), own.client(), provider, theirs, open.isPresent());
    return with(open, now, version + theirs);
  }

  /// As another row for, or the next version of, what `other` lends.
  OAuthClient borrowed(
      IntegrationName otherName, AppAccess otherApps, RefreshMode otherMode, Loan other) {
    return new OAuthClient(
        id,
        workspace,
        otherName,
        connector,
        definition,
        clientId,
        secrets,
        addresses,
        scope,
        prompt,
        authentication,
        otherMode,
        false,
        otherApps,
        parameters,
        version,
        createdAt,
        updatedAt,
        rejection,
        Optional.of(other));
  }

  private OAuthClient with(Optional<OAuthClient> lenders, Loan changed, long otherVersion) {
    return new OAuthClient(
        id,
        workspace,
        name,
        connector,
        definition,
        lenders.map(OAuthClient::clientId).orElse(""),
        lenders.map(OAuthClient::secrets).orElse(List.of()),
        lenders.map(OAuthClient::addresses).orElse(Addresses.none()),
        lenders.flatMap(OAuthClient::scope),
        lenders.flatMap(OAuthClient::prompt),
        lenders.flatMap(OAuthClient::authentication),
        refreshMode,
        false,
        apps,
        lenders.map(OAuthClient::parameters).orElse(Map.of()),
        otherVersion,
        createdAt,
        updatedAt,
        rejection,
        Optional.of(changed));
  }

  /// Whether the provider rejects it as it is now: a changed client has not been rejected yet.
  public boolean isRejected() {
    return rejection.filter(it -> it.version() == version).isPresent();
  }

  /// Its secret of that id.
  public Optional<ClientSecret> secret(String id) {
    return secrets.stream().filter(it -> it.id().equals(id)).findFirst();
  }

  /// The same with these secrets.
  public OAuthClient withSecrets(List<ClientSecret> others) {
    return copy(others, version, updatedAt, rejection);
  }

  /// The same with another rejection, or none.
  public OAuthClient withRejection(Optional<ClientRejection> other) {
    return copy(secrets, version, updatedAt, other);
  }

  /// The same with `secret` alone, in a version that is never stored, so that nothing that is
  /// learned of it is believed of this client.
  ///
  /// @param number tells one trial from another; positive
  public OAuthClient onTrial(ClientSecret secret, long number) {
    return copy(List.of(secret), -number, updatedAt, Optional.empty());
  }

  /// The same, changed at `time`.
  OAuthClient changedAt(Instant time) {
    return copy(secrets, version, time, rejection);
  }

  /// Its next version, changed at `time`.
  OAuthClient next(Instant time) {
    return copy(secrets, version + 1, time, rejection);
  }

  private OAuthClient copy(
      List<ClientSecret> otherSecrets,
      long otherVersion,
      Instant changedAt,
      Optional<ClientRejection> otherRejection) {
    return new OAuthClient(
        id,
        workspace,
        name,
        connector,
        definition,
        clientId,
        otherSecrets,
        addresses,
        scope,
        prompt,
        authentication,
        refreshMode,
        lent,
        apps,
        parameters,
        otherVersion,
        createdAt,
        changedAt,
        otherRejection,
        loan);
  }
}
