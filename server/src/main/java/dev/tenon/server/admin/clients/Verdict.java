package dev.tenon.server.admin.clients;

import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connection.Turn;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Words;

/// What stands in the way of a token, told to an admin: at which step, whose turn it is, what to
/// do. Pure.
///
/// @param step of [TestSteps], where it failed
record Verdict(int step, Badge turn, String text, String advice) {

  /// Whose turn, in words.
  static Badge turn(Turn turn) {
    return switch (turn) {
      case NOBODY -> Badge.wait("Nobody’s turn");
      case USER -> Badge.wait("Your turn");
      case ADMIN -> Badge.bad("An admin’s turn");
      case OPERATOR -> Badge.bad("The operator’s turn");
      case DEVELOPER -> Badge.bad("A developer’s turn");
    };
  }

  private static Verdict of(int step, Turn turn, String text, String advice) {
    return new Verdict(step, turn(turn), text, advice);
  }

  /// Of a client that is not complete.
  static Verdict incomplete(String problem) {
    return of(
        TestSteps.COMPLETE,
        Turn.ADMIN,
        "Something is missing: " + problem + ".",
        "Edit the OAuth client, and test it again.");
  }

  /// Of a journey that was refused.
  ///
  /// @param detail what the audit log keeps of it
  static Verdict of(Reason reason, String detail) {
    return switch (reason) {
      case MALFORMED, STATE_UNKNOWN, TRIP_EXPIRED, OTHER_BROWSER, LINK_OVER, ISSUER_MISMATCH ->
          ofTrip(reason);
      case INTEGRATION_GONE, MISCONFIGURED, SIGN_IN_MISCONFIGURED, OTHER_PERSON, DENIED ->
          ofBeginning(reason, detail);
      case REQUEST_REJECTED -> rejected(detail);
      case CLIENT_REJECTED -> client(detail);
      case CODE_REJECTED ->
          of(
              TestSteps.TOKENS,
              Turn.ADMIN,
              "The token endpoint did not accept the code (or what was typed).",
              "Most often the redirect URI is another one there, the code was too old, or the token"
                  + " URL belongs to another environment than the authorization URL.");
      case PROVIDER_UNAVAILABLE ->
          of(
              TestSteps.TOKENS,
              Turn.NOBODY,
              "The provider could not answer.",
              "Test again in a few minutes. If it lasts, look at the token URL, and whether the hub"
                  + " may reach it.");
      case IDENTITY_FORGED ->
          of(
              TestSteps.ACCOUNT,
              Turn.ADMIN,
              "The ID token is not for this client, or of another issuer.",
              "Compare client ID, environment and the connector’s issuer with what the provider says.");
      case OTHER_ACCOUNT ->
          of(
              TestSteps.ACCOUNT,
              Turn.USER,
              "You signed in with another account than at the last test.",
              "End the last test’s connection below, or sign in as before.");
      case BUSY ->
          of(
              TestSteps.CONNECTED,
              Turn.NOBODY,
              "The connection kept changing while it was saved.",
              "Test again in a minute.");
      case HUB_BROKEN ->
          of(
              TestSteps.TOKENS,
              Turn.OPERATOR,
              "The hub could not open the secret, or was too busy to ask.",
              "The operator looks at the hub’s log.");
    };
  }

  private static Verdict ofTrip(Reason reason) {
    return switch (reason) {
      case TRIP_EXPIRED ->
          of(
              TestSteps.CONSENT,
              Turn.USER,
              "It took more than half an hour to come back.",
              "Test again.");
      case OTHER_BROWSER ->
          of(
              TestSteps.CONSENT,
              Turn.USER,
              "The provider sent another browser back than the one that left.",
              "Test again, and stay in this browser.");
      case LINK_OVER ->
          of(TestSteps.CONSENT, Turn.USER, "The test’s link is used up.", "Test again.");
      case ISSUER_MISMATCH ->
          of(
              TestSteps.CONSENT,
              Turn.ADMIN,
              "Another authorization server answered than was asked (iss).",
              "Look at the environment, the authorization URL and the connector’s issuer.");
      default ->
          of(
              TestSteps.CONSENT,
              Turn.ADMIN,
              "What came back is no answer of an authorization server.",
              "Look at the authorization URL; something between browser and hub may cut addresses.");
    };
  }

  private static Verdict ofBeginning(Reason reason, String detail) {
    return switch (reason) {
      case DENIED ->
          of(
              TestSteps.CONSENT,
              Turn.USER,
              "You did not consent, or the provider said no for you.",
              "Consent, or sign in with an account that may use the application.");
      case OTHER_PERSON ->
          of(
              TestSteps.CONSENT,
              Turn.USER,
              "At your organisation’s sign-in you are somebody else than the test was made for.",
              "Type above who you are there, and test again.");
      case SIGN_IN_MISCONFIGURED ->
          of(
              TestSteps.CONSENT,
              Turn.ADMIN,
              "The workspace wants its own sign-in first, and that does not work.",
              "Look at Settings: who proves that a connect link was used by its user.");
      case INTEGRATION_GONE ->
          of(
              TestSteps.COMPLETE,
              Turn.ADMIN,
              "The OAuth client was renamed or deleted meanwhile.",
              "Test again.");
      default ->
          of(
              TestSteps.COMPLETE,
              Turn.ADMIN,
              "The OAuth client is not complete" + (detail.isEmpty() ? "." : ": " + detail + "."),
              "Edit the OAuth client, and test it again.");
    };
  }

  private static Verdict rejected(String detail) {
    if (detail.equals("invalid_scope")) {
      return of(
          TestSteps.CONSENT,
          Turn.ADMIN,
          "The provider does not know one of the scopes, or your application may not ask for it.",
          "Compare the scope with what is allowed to your application there.");
    }
    if (detail.startsWith("after_connect") || detail.startsWith("unsupported_grant_type")) {
      return of(
          TestSteps.TOKENS,
          Turn.ADMIN,
          "The provider did not accept the request for a token.",
          "Look at the token URL, and whether your application may use this way of authorising.");
    }
    return of(
        TestSteps.CONSENT,
        Turn.ADMIN,
        "The provider did not accept the request as this OAuth client makes it.",
        "Compare redirect URI, scope and prompt with what is registered there.");
  }

  private static Verdict client(String detail) {
    return detail.equals("unauthorized_client")
        ? of(
            TestSteps.TOKENS,
            Turn.ADMIN,
            "Your application may not use this way of authorising.",
            "Allow it at the provider, or choose another connection definition.")
        : of(
            TestSteps.TOKENS,
            Turn.ADMIN,
            "The provider does not accept client ID or secret.",
            "Enter both anew. Where they are right, try the other client authentication: Basic auth"
                + " header or client credentials body.");
  }

  /// Of the token endpoint's answer to the application itself.
  static Verdict of(TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.Granted _ ->
          throw new IllegalArgumentException("a token stands in nobody's way; indicates a bug");
      case TokenAnswer.Refused refused -> refused(refused.error());
      case TokenAnswer.Unavailable away ->
          of(
              TestSteps.TOKENS,
              Turn.NOBODY,
              "The provider cannot answer now (status %d).".formatted(away.status()),
              away.retryAfter()
                  .map(it -> "Test again in " + Words.length(it) + ".")
                  .orElse("Test again in a few minutes."));
      case TokenAnswer.Unreachable _ ->
          of(
              TestSteps.TOKENS,
              Turn.ADMIN,
              "The token endpoint cannot be reached.",
              "Look at the token URL. An address of your own network has to be allowed by the"
                  + " operator.");
      case TokenAnswer.Unanswered _ ->
          of(
              TestSteps.TOKENS,
              Turn.NOBODY,
              "The request was sent, and no answer was seen.",
              "Test again in a few minutes.");
      case TokenAnswer.TooLate _, TokenAnswer.NotAsked _ -> of(Reason.HUB_BROKEN, "");
    };
  }

  private static Verdict refused(String error) {
    return switch (error) {
      case "invalid_client", "unauthorized_client" -> client(error);
      case "invalid_scope" -> {
        Verdict scope = rejected(error);
        yield new Verdict(TestSteps.TOKENS, scope.turn(), scope.text(), scope.advice());
      }
      case "incomplete" ->
          of(
              TestSteps.TOKENS,
              Turn.ADMIN,
              "The answer has no token where the connector looks for it.",
              "Look at the connector’s steps and what they keep of the answers.");
      default ->
          of(
              TestSteps.TOKENS,
              Turn.ADMIN,
              "The provider did not accept the request for a token.",
              "Compare token URL, scope and parameters with what the provider says.");
    };
  }

  /// What the audit log calls a reason.
  static Reason reason(String auditName) {
    for (Reason reason : Reason.values()) {
      if (reason.auditName().equals(auditName)) {
        return reason;
      }
    }
    return Reason.MALFORMED;
  }
}
