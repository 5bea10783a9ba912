package dev.tenon.connect;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.oauth.Nonce;
import dev.tenon.secret.Binding;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.Sealed;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One trip of one browser to a provider and back, from the press of the button to the callback.
///
/// @param state fingerprint of the `state` that names it; taken once
/// @param browser fingerprint of the cookie of the browser that began it
/// @param oauthClient that is to be connected in the end, also where the trip goes to the
///   workspace's sign-in first
/// @param purpose what the trip is for
/// @param verifier sealed for [#verifierBinding]; empty where the provider refuses PKCE
/// @param redirectUri exactly as sent
/// @param values what the user filled in, none of it secret
public record ConnectSession(
    Fingerprint state,
    WorkspaceId workspace,
    ConnectLinkId link,
    OAuthClientId oauthClient,
    Purpose purpose,
    Fingerprint browser,
    Optional<Sealed> verifier,
    Nonce nonce,
    URI redirectUri,
    Map<String, String> values,
    Instant createdAt,
    Instant expiresAt) {
  public ConnectSession {
    values = Map.copyOf(values);
  }

  /// What the code verifier of the session with that state is sealed for.
  public static Binding verifierBinding(WorkspaceId workspace, Fingerprint state) {
    return new Binding(workspace.value(), "connect_session", state.hex(), "code_verifier", 0);
  }

  /// What a trip is for.
  public enum Purpose {
    /// To obtain a grant.
    CONNECT,
    /// To obtain a grant, after the hub has verified in this browser that the link's user is at it.
    VERIFIED_CONNECT,
    /// To verify, at the workspace's own OpenID provider, who the browser's user is, before a trip
    /// for a grant.
    VERIFY,
    /// To choose organizations at the provider, after a grant was obtained.
    SECOND_CONSENT
  }
}
