package dev.tenon.connect;

import dev.tenon.client.IntegrationName;
import dev.tenon.connection.Turn;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Why a journey did not end in a connection, and whose turn it is.
///
/// @param link empty where not even the link is known
/// @param integration what was to be connected, as far as is known
/// @param retryAt when the provider may answer again, where it said so
public record Refusal(
    Reason reason,
    Optional<ConnectLink> link,
    Optional<IntegrationName> integration,
    Optional<Instant> retryAt) {

  /// What stood in the way.
  public enum Reason {
    /// The callback is not as an authorization server writes it: parameters missing, twice, too
    /// long, or contradicting each other.
    MALFORMED(Turn.USER),
    /// No trip has this state, or it has come back already.
    STATE_UNKNOWN(Turn.USER),
    /// The trip took too long.
    TRIP_EXPIRED(Turn.USER),
    /// The callback came to another browser than the one that left.
    OTHER_BROWSER(Turn.USER),
    /// The link is expired, revoked or used up.
    LINK_OVER(Turn.USER),
    /// The integration is gone or no longer given to the app.
    INTEGRATION_GONE(Turn.ADMIN),
    /// The OAuth client is not complete.
    MISCONFIGURED(Turn.ADMIN),
    /// The workspace wants its own sign-in first, and has none that works.
    SIGN_IN_MISCONFIGURED(Turn.ADMIN),
    /// Signed in as somebody else than the link was made for.
    OTHER_PERSON(Turn.USER),
    /// Another authorization server answered than was asked (RFC 9207).
    ISSUER_MISMATCH(Turn.ADMIN),
    /// The user, or the provider for them, said no.
    DENIED(Turn.USER),
    /// The provider did not accept the request as the OAuth client makes it.
    REQUEST_REJECTED(Turn.ADMIN),
    /// The provider did not accept the OAuth client's id or secret.
    CLIENT_REJECTED(Turn.ADMIN),
    /// The provider did not accept the code, or what the user typed.
    CODE_REJECTED(Turn.USER),
    /// The provider could not answer.
    PROVIDER_UNAVAILABLE(Turn.NOBODY),
    /// The ID token was not for us.
    IDENTITY_FORGED(Turn.ADMIN),
    /// Another account at the provider than the one that is connected.
    OTHER_ACCOUNT(Turn.USER),
    /// The connection kept changing under our hands.
    BUSY(Turn.NOBODY),
    /// Something of the hub's own does not work.
    HUB_BROKEN(Turn.OPERATOR);

    private final Turn turn;

    Reason(Turn turn) {
      this.turn = turn;
    }

    /// Who must act.
    public Turn turn() {
      return turn;
    }

    /// The name in the audit log.
    public String auditName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
