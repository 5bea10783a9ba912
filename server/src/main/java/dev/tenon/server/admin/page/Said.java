package dev.tenon.server.admin.page;

import java.util.Locale;
import java.util.Optional;

/// What a page says at its top after a form did its work. The address names it, so it is never a
/// text that somebody else wrote.
public enum Said {
  SIGNED_OUT("You are signed out."),
  WELCOME("Welcome. This is how your workspace stands."),
  NAME_CHANGED("Your name is changed."),
  PASSPHRASE_CHANGED("Your passphrase is changed. Your other browsers are signed out."),
  PASSKEY_ADDED("The passkey is added. It signs you in from now on."),
  PASSKEY_RENAMED("The passkey has another name."),
  PASSKEY_REMOVED("The passkey is removed. Remove it on your device too, or it is offered there."),
  PROVIDER_CONNECTED("Your account there signs you in from now on."),
  PROVIDER_DISCONNECTED("That account does not sign you in any more."),
  SIGN_IN_CHANGED("The sign-in is saved. Try it in another browser before you close this one."),
  SIGN_IN_REMOVED("Members do not sign in at a provider any more."),
  WORKSPACE_CHANGED("The settings are saved."),
  BRANDING_CHANGED("The branding is saved. Users see it from now on."),
  RETENTION_CHANGED("The retention is saved. What is older begins to go within the hour."),
  ROLE_CHANGED("The role is changed."),
  MEMBER_REMOVED("The member is removed, and signed out everywhere."),
  LINK_WITHDRAWN("The link is withdrawn. Nobody can use it any more."),
  KEY_REVOKED("The key is revoked. Whoever uses it is refused from now on."),
  WEBHOOK_ADDED("The webhook is added."),
  WEBHOOK_CHANGED("The webhook is changed."),
  WEBHOOK_DELETED("The webhook is deleted, with what was to be sent to it."),
  WEBHOOK_TESTED("A test is on its way. It stands in the list below in a moment."),
  REPLAYED("It is sent again. Look at its state in a moment."),
  CONNECTION_REFRESHED("It is refreshed: apps get the new token from now on."),
  CONNECTION_CONFIRMED("It is confirmed. Apps get its tokens from now on."),
  ORGANIZATION_CHOSEN("What is said of the organization is saved."),
  CONNECT_LINK_ENDED("The link is ended. Nobody can use it any more."),
  APP_MADE("The app is made. Make its first key, and say what it may use."),
  APP_CHANGED("The app is changed."),
  APP_RENAMED("The app has another name. Its keys stay valid."),
  APP_DELETED("The app is deleted, and its keys are revoked."),
  CLIENT_CREATED("The OAuth client is there. Test it before apps ask for it."),
  CLIENT_CHANGED("The OAuth client is changed. What you changed holds at once."),
  CLIENT_DELETED("The OAuth client is deleted."),
  SECRET_ADDED("The secret is added behind the others. Try it, then put it first."),
  SECRET_PROMOTED("The secret is used first now."),
  SECRET_DROPPED("The secret is dropped here. Delete it at the provider too."),
  TEST_ENDED("The test’s connection is ended."),
  CONNECTOR_SAVED("The connector is saved, and used from now on."),
  CONNECTOR_DELETED("The connector is deleted."),
  SYNC_MADE("It is kept in step from now on. The first run begins in a moment."),
  SYNC_RUN("A run begins in a moment."),
  SYNC_RUNS("It runs already."),
  SYNC_PAUSED("It is paused. What is kept stays, and is not read again until it goes on."),
  SYNC_CHANGED("The sync is changed."),
  SYNC_DELETED("The sync is deleted, with all that was kept of it.");

  private final String text;

  Said(String text) {
    this.text = text;
  }

  /// What the page says.
  public String text() {
    return text;
  }

  /// What stands in the address.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What that word of an address stands for.
  public static Optional<Said> parse(String word) {
    for (Said said : values()) {
      if (said.word().equals(word)) {
        return Optional.of(said);
      }
    }
    return Optional.empty();
  }
}
