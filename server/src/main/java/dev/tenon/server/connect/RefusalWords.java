package dev.tenon.server.connect;

import dev.tenon.connect.Refusal.Reason;

/// What a user is told about a refusal.
///
/// @param status HTTP status
/// @param heading what happened
/// @param text what it means
/// @param advice what to do, by those whose turn it is
record RefusalWords(int status, String heading, String text, String advice) {

  /// Who and what the words are about.
  ///
  /// @param account that is connected now
  record Names(String provider, String app, String user, String account) {}

  static RefusalWords of(Reason reason, Names names, String wait) {
    return switch (reason) {
      case MALFORMED, STATE_UNKNOWN, TRIP_EXPIRED, OTHER_BROWSER, ISSUER_MISMATCH ->
          ofTrip(reason, names);
      case LINK_OVER, INTEGRATION_GONE, MISCONFIGURED, SIGN_IN_MISCONFIGURED, OTHER_PERSON ->
          ofLink(reason, names);
      case DENIED,
          REQUEST_REJECTED,
          CLIENT_REJECTED,
          CODE_REJECTED,
          PROVIDER_UNAVAILABLE,
          IDENTITY_FORGED ->
          ofProvider(reason, names, wait);
      case OTHER_ACCOUNT ->
          new RefusalWords(
              409,
              "That is another " + names.provider() + " account",
              "You are connected as %s, and this time you signed in as somebody else. Your connection stays as it was."
                  .formatted(names.account()),
              "Try again and sign in as %s. If you want to change accounts, ask %s to disconnect the old one first."
                  .formatted(names.account(), names.app()));
      case BUSY ->
          new RefusalWords(
              503,
              "Somebody else is connecting this too",
              "The connection kept changing while we were saving it.",
              "Nothing is wrong on your side. Try again in a minute.");
      case HUB_BROKEN ->
          new RefusalWords(
              500,
              "Something here does not work",
              "We could not ask " + names.provider() + ", because of a fault of our own.",
              "Tell your administrator. You can try again once it is mended.");
    };
  }

  private static RefusalWords ofTrip(Reason reason, Names names) {
    return switch (reason) {
      case STATE_UNKNOWN ->
          new RefusalWords(
              400,
              "This step is already over",
              "It was used before, or it did not begin here. Nothing was connected by it just now.",
              "If you are not connected yet, open the link that you were sent once more.");
      case TRIP_EXPIRED ->
          new RefusalWords(
              410,
              "That took a little too long",
              "For your safety a sign-in must be finished within half an hour. Nothing was connected.",
              "Start once more: what you did before is not lost at " + names.provider() + ".");
      case OTHER_BROWSER ->
          new RefusalWords(
              403,
              "Please go on where you began",
              "This was started in another browser or on another device. Nothing was connected.",
              "Go back to the browser in which you pressed Connect and begin once more there. If you"
                  + " did not start this yourself, close this page.");
      case ISSUER_MISMATCH ->
          new RefusalWords(
              400,
              "The answer came from the wrong place",
              "It did not come from " + names.provider() + ", so nothing of it was accepted.",
              "Try once more. If it happens again, tell your administrator.");
      default ->
          new RefusalWords(
              400,
              "This address is not complete",
              "The address that brought you here was cut or changed on the way. Nothing was connected.",
              "Open the link that you were sent once more.");
    };
  }

  private static RefusalWords ofLink(Reason reason, Names names) {
    return switch (reason) {
      case LINK_OVER ->
          new RefusalWords(
              410,
              "This link cannot be used any more",
              "It has expired, was withdrawn, or has been used as often as it may be.",
              "If you still need to connect, ask " + names.app() + " for a new link.");
      case INTEGRATION_GONE ->
          new RefusalWords(
              404,
              names.provider() + " is no longer offered here",
              "It was removed, or taken away from " + names.app() + ", after the link was made.",
              "You need do nothing. Your administrator can offer it again.");
      case OTHER_PERSON ->
          new RefusalWords(
              403,
              "This link is for somebody else",
              "It was made for “" + names.user() + "”, and you signed in as somebody else.",
              "If you are “%s”, sign in as that. Otherwise close this page: nothing was connected."
                  .formatted(names.user()));
      case SIGN_IN_MISCONFIGURED ->
          new RefusalWords(
              503,
              "We cannot check who you are",
              "You would sign in to your organisation first, but that sign-in is not set up.",
              "Tell your administrator. You need do nothing else.");
      default ->
          new RefusalWords(
              503,
              names.provider() + " is not set up completely",
              "Something is missing in the way your organisation set it up.",
              "Tell your administrator. You can try again once it is mended.");
    };
  }

  private static RefusalWords ofProvider(Reason reason, Names names, String wait) {
    return switch (reason) {
      case DENIED ->
          new RefusalWords(
              403,
              "You did not connect " + names.provider(),
              "You said no, or " + names.provider() + " did for you. Nothing was shared.",
              "If you change your mind, try again. If not, you are done here.");
      case CLIENT_REJECTED ->
          new RefusalWords(
              502,
              names.provider() + " did not accept your organisation",
              "Its registration at " + names.provider() + " is wrong or has run out.",
              "Your administrator must mend the client id or secret. You can try again after that.");
      case CODE_REJECTED ->
          new RefusalWords(
              400,
              names.provider() + " did not accept that",
              "Either it took too long, or something that was typed is not right.",
              "Try once more.");
      case PROVIDER_UNAVAILABLE ->
          new RefusalWords(
              503,
              names.provider() + " cannot answer right now",
              "Nothing is wrong on your side, and nothing was connected.",
              "Try again " + wait + ".");
      case IDENTITY_FORGED ->
          new RefusalWords(
              502,
              "We could not make sure whose account it is",
              names.provider() + " said who you are in a way that does not hold. Nothing was kept.",
              "Tell your administrator.");
      default ->
          new RefusalWords(
              502,
              names.provider() + " did not accept the request",
              "It does not fit what your organisation registered there.",
              "Your administrator must mend it. You can try again after that.");
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
