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
  WORKSPACE_CHANGED("The settings are saved."),
  BRANDING_CHANGED("The branding is saved. Users see it from now on."),
  ROLE_CHANGED("The role is changed."),
  MEMBER_REMOVED("The member is removed, and signed out everywhere."),
  LINK_WITHDRAWN("The link is withdrawn. Nobody can use it any more."),
  KEY_REVOKED("The key is revoked. Whoever uses it is refused from now on."),
  WEBHOOK_ADDED("The webhook is added."),
  WEBHOOK_CHANGED("The webhook is changed."),
  WEBHOOK_DELETED("The webhook is deleted, with what was to be sent to it."),
  WEBHOOK_TESTED("A test is on its way. It stands in the list below in a moment."),
  REPLAYED("It is sent again. Look at its state in a moment.");

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
