package dev.tenon.connect;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.IntegrationName;
import dev.tenon.secret.Fingerprint;
import dev.tenon.workspace.Language;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A link where one user connects one or more integrations.
///
/// @param app that made it and may confirm it; empty when an admin made it
/// @param token fingerprint of the secret part of its address
/// @param returnUrl where the user goes afterwards
/// @param maxUses how many connections may be made through it
/// @param uses how many were
/// @param language that the caller wishes its pages in, where it says one
/// @param label what the caller that made it keeps with it, where it keeps something
public record ConnectLink(
    ConnectLinkId id,
    WorkspaceId workspace,
    Optional<AppName> app,
    UserId user,
    List<IntegrationName> integrations,
    Optional<URI> returnUrl,
    Fingerprint token,
    Instant expiresAt,
    int maxUses,
    int uses,
    Instant createdAt,
    Optional<Language> language,
    Optional<LinkLabel> label) {
  public ConnectLink {
    integrations = List.copyOf(integrations);
  }
}
