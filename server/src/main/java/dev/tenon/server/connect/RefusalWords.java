package dev.tenon.server.connect;

import dev.tenon.connect.Refusal.Reason;
import java.util.Map;

/// What a user is told about a refusal.
///
/// @param status HTTP status
/// @param heading what happened
/// @param text what it means
/// @param advice what to do, by those whose turn it is
record RefusalWords(int status, String heading, String text, String advice) {

  /// What `reason` means.
  ///
  /// @param names what may be put into its words: `provider`, `app`, `user`, `account`, `when`
  static RefusalWords of(Words words, Reason reason, Map<String, String> names) {
    return of(words, status(reason), reason.auditName(), names);
  }

  /// What is said about something that has no reason of its own.
  static RefusalWords of(Words words, int status, String key, Map<String, String> names) {
    return new RefusalWords(
        status,
        words.say("refused." + key + ".heading", names),
        words.say("refused." + key + ".text", names),
        words.say("refused." + key + ".advice", names));
  }

  private static int status(Reason reason) {
    return switch (reason) {
      case MALFORMED, STATE_UNKNOWN, ISSUER_MISMATCH, CODE_REJECTED -> 400;
      case OTHER_BROWSER, OTHER_PERSON, DENIED -> 403;
      case INTEGRATION_GONE -> 404;
      case OTHER_ACCOUNT -> 409;
      case TRIP_EXPIRED, LINK_OVER -> 410;
      case HUB_BROKEN -> 500;
      case REQUEST_REJECTED, CLIENT_REJECTED, IDENTITY_FORGED -> 502;
      case MISCONFIGURED, SIGN_IN_MISCONFIGURED, PROVIDER_UNAVAILABLE, BUSY -> 503;
    };
  }

  /// Whether pressing the button once more may help.
  static boolean mayTryAgain(Reason reason) {
    return switch (reason) {
      case LINK_OVER, OTHER_BROWSER, INTEGRATION_GONE -> false;
      case MALFORMED,
          STATE_UNKNOWN,
          TRIP_EXPIRED,
          MISCONFIGURED,
          SIGN_IN_MISCONFIGURED,
          OTHER_PERSON,
          ISSUER_MISMATCH,
          DENIED,
          REQUEST_REJECTED,
          CLIENT_REJECTED,
          CODE_REJECTED,
          PROVIDER_UNAVAILABLE,
          IDENTITY_FORGED,
          OTHER_ACCOUNT,
          BUSY,
          HUB_BROKEN ->
          true;
    };
  }
}
