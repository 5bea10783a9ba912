package dev.tenon.server.connect;

import dev.tenon.access.AppName;
import dev.tenon.connect.ConnectLink;
import java.util.Optional;

/// Who asks a user to connect, in words for that user.
final class Asker {
  private Asker() {}

  /// As the link says; without a word there the app's own name, or the organisation's.
  static String of(Voice voice, ConnectLink link) {
    return link.label()
        .flatMap(it -> Optional.ofNullable(it.details().get("companyName")))
        .filter(it -> !it.isBlank())
        .or(() -> link.app().map(AppName::value))
        .or(() -> voice.branding().name())
        .orElseGet(() -> voice.words().say("asker"));
  }

  /// Who can make another link.
  static String sender(Words words, ConnectLink link) {
    return link.app().map(AppName::value).orElseGet(() -> words.say("sender"));
  }
}
