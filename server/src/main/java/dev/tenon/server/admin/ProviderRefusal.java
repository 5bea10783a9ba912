package dev.tenon.server.admin;

import dev.tenon.entry.Entered.Reason;

/// How somebody is told that their provider did not sign them in, and whose turn it is.
record ProviderRefusal(int status, String heading, String text) {
  static ProviderRefusal of(Reason reason) {
    return switch (reason) {
      case NOT_OURS ->
          refusal(
              400,
              "This sign-in did not begin here",
              "It was begun in another browser, took longer than a quarter of an hour, or the address"
                  + " is not whole. Nothing was done. Begin again.");
      case USED ->
          refusal(
              400,
              "This sign-in was used already",
              "Each counts once. If you are not signed in, begin again.");
      case NOT_SET_UP ->
          refusal(
              404,
              "No provider is set up here",
              "This workspace’s members do not sign in at a provider, or its settings were changed"
                  + " meanwhile. An admin sees them under Settings, Sign-in.");
      case OTHER_ISSUER ->
          refusal(
              400,
              "Another provider answered",
              "The answer is not from the provider that was asked, so it was not used. If this"
                  + " lasts, an admin should look at the provider’s issuer.");
      case DECLINED ->
          refusal(
              403,
              "Your provider did not agree",
              "You called it off there, or it does not let you in. Its admins can say why.");
      case BUSY ->
          refusal(
              429,
              "Too many sign in just now",
              "Or too many from your network did not get through. Nothing was tried. Wait a minute"
                  + " and try again; your other ways to sign in work meanwhile.");
      case AWAY ->
          refusal(
              502,
              "Your provider does not answer",
              "Try again in a moment. Your other ways to sign in work meanwhile.");
      case CLIENT_REFUSED ->
          refusal(
              502,
              "Your provider refused the hub",
              "An admin has to look at the OAuth client that this workspace signs in with: its client"
                  + " id, its secret, and the redirect URI that is registered there.");
      case NOT_TRUSTED ->
          refusal(
              502,
              "The provider’s answer cannot be trusted",
              "It is not signed by the provider’s keys, or not made for this sign-in. Nothing was"
                  + " done. Try again; if this lasts, an admin must look at it.");
      case NO_EMAIL, NOT_INVITED, NOT_CONNECTED, NO_ROLE, SOMEBODY_ELSE -> ofPerson(reason);
    };
  }

  private static ProviderRefusal ofPerson(Reason reason) {
    return switch (reason) {
      case NO_EMAIL ->
          refusal(
              403,
              "Your e-mail address is not confirmed there",
              "Your provider does not say that your e-mail address is yours, so no invitation can be"
                  + " found by it. Have it confirmed there, or ask an admin for a sign-in link.");
      case NOT_CONNECTED ->
          refusal(
              403,
              "A member has this e-mail address already",
              "If that is you, sign in as before and connect your provider under Your account. An"
                  + " admin can make you a sign-in link instead; then try again here.");
      case NO_ROLE ->
          refusal(
              403,
              "Your provider gives you no role here",
              "An admin of the workspace decides which of your provider’s roles may come in.");
      case SOMEBODY_ELSE ->
          refusal(
              409,
              "That account is another member’s",
              "It signs in somebody else of this workspace. Sign in at the provider with your own.");
      default ->
          refusal(
              403,
              "You are not a member here yet",
              "Your provider knows you, and nobody has invited you. Ask an admin of the workspace for"
                  + " an invitation to your e-mail address; then try again here.");
    };
  }

  private static ProviderRefusal refusal(int status, String heading, String text) {
    return new ProviderRefusal(status, heading, text);
  }
}
