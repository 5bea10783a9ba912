package dev.tenon.token;

import dev.tenon.client.OAuthClient;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Turn;
import dev.tenon.oauth.TokenAnswer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Says what a token endpoint's answer means and whose turn it is: the failure table, in words.
final class Failures {
  /// The code of an attempt whose answer was not seen.
  static final String ANSWER_MISSING = "answer_missing";

  private static final Set<String> CLIENT_REJECTED =
      Set.of("invalid_client", "unauthorized_client");

  private Failures() {}

  /// Whether the refusal ends the grant (RFC 6749 §5.2).
  static boolean endsGrant(TokenAnswer.Refused refused) {
    return refused.error().equals("invalid_grant");
  }

  /// The grant is over.
  ///
  /// @param answerLost whether an earlier attempt had no outcome: then the refresh token was
  ///   probably spent by it, and its answer is what was lost
  static LastError dead(TokenAnswer.Refused refused, boolean answerLost, Instant now) {
    return answerLost
        ? error(
            "answer_lost",
            "The provider's answer to an earlier refresh was lost on the way, and it does not take"
                + " the refresh token a second time. The user connects again.",
            Turn.USER,
            now)
        : error(
            "grant_dead",
            "The provider says that this sign-in is over"
                + said(refused)
                + ". The user connects again.",
            Turn.USER,
            now);
  }

  /// The access token is over and there is nothing to refresh it with.
  static LastError expired(Instant now) {
    return error(
        "token_expired",
        "The token is over and the provider gave none to refresh it with. The user connects again.",
        Turn.USER,
        now);
  }

  /// Another account's token came back.
  static LastError otherAccount(Instant now) {
    return error(
        "other_account",
        "The provider answered the refresh with a token of another account, which was refused. The"
            + " user connects again.",
        Turn.USER,
        now);
  }

  /// Our client, or what it asks for, was rejected.
  static LastError rejected(TokenAnswer.Refused refused, Instant now) {
    return rejected(refused, "The admin", now);
  }

  /// `client`, or what it asks for, was rejected: whoever entered it mends it.
  static LastError rejected(OAuthClient client, TokenAnswer.Refused refused, Instant now) {
    return rejected(refused, client.mender(), now);
  }

  private static LastError rejected(TokenAnswer.Refused refused, String mender, Instant now) {
    String what =
        CLIENT_REJECTED.contains(refused.error())
            ? "The provider rejects the OAuth client's id, secret or authentication method"
            : "The provider rejects what the OAuth client asks for";
    return error(
        "oauth_client_rejected",
        "%s%s. %s mends the OAuth client; users need not connect again."
            .formatted(what, said(refused), mender),
        Turn.ADMIN,
        now);
  }

  /// The client's settings do not suffice to ask at all.
  static LastError unresolved(String problem, Instant now) {
    return error(
        "oauth_client_rejected", problem + ". The admin mends the OAuth client.", Turn.ADMIN, now);
  }

  /// The provider cannot answer now.
  static LastError unavailable(TokenAnswer.Unavailable answer, Instant now) {
    return error(
        "provider_unavailable",
        "The provider cannot answer now (%s). It is tried again by itself."
            .formatted(answer.detail()),
        Turn.NOBODY,
        now);
  }

  /// The provider cannot be reached.
  static LastError unreachable(TokenAnswer.Unreachable answer, Instant now) {
    return error(
        "provider_unreachable",
        "The provider cannot be reached (%s). It is tried again by itself; if it stays, the operator"
            .concat(" looks at the network.")
            .formatted(answer.detail()),
        Turn.NOBODY,
        now);
  }

  /// It is unknown whether the provider answered.
  static LastError unanswered(TokenAnswer.Unanswered answer, Instant now) {
    return error(
        ANSWER_MISSING,
        "The provider was asked and no answer was seen (%s). It is tried again by itself."
            .formatted(answer.detail()),
        Turn.NOBODY,
        now);
  }

  /// We cannot open our own secrets.
  static LastError fault(String detail, Instant now) {
    return error(
        "hub_fault",
        detail + ". Nothing was sent. The operator mends the hub.",
        Turn.OPERATOR,
        now);
  }

  private static String said(TokenAnswer.Refused refused) {
    return refused.description().isEmpty()
        ? " (" + refused.error() + ")"
        : " (" + refused.error() + ": " + refused.description() + ")";
  }

  private static LastError error(String code, String message, Turn turn, Instant now) {
    return new LastError(code, message, turn, now, Optional.empty());
  }
}
