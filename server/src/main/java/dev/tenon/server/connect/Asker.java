package dev.tenon.server.connect;

import dev.tenon.access.AppName;
import dev.tenon.connect.ConnectLink;

/// Who asks a user to connect, in words for that user.
final class Asker {
  private Asker() {}

  /// As the link says; without a word there the app's own name, or the organisation's.
  static String of(Voice voice, ConnectLink link) {
    return LinkLook.of(link)
        .name()
        .or(() -> link.app().map(AppName::value))
        .or(() -> voice.branding().name())
        .orElseGet(() -> voice.words().say("asker"));
  }

  /// Who can make another link.
  static String sender(Words words, ConnectLink link) {
    return link.app().map(AppName::value).orElseGet(() -> words.say("sender"));
  }
}
