package dev.tenon.server.connect;

import java.util.List;
import java.util.Optional;

/// What a user is told when a journey has ended well, or nearly.
///
/// @param kept that the connection was there before
/// @param account whose account it is, as far as is known, with what stands around it
/// @param missing what was asked for and not granted
/// @param second what is still to be done at the provider
/// @param code to be brought to the app by hand, where there is no address to bring it to
/// @param steps ways on; the first is the likeliest
record DonePage(
    Frame frame,
    boolean connected,
    String heading,
    String text,
    Optional<String> kept,
    Optional<Whose> account,
    List<Phrase> missing,
    Optional<Progress> progress,
    Optional<Second> second,
    Optional<String> code,
    Optional<Advice> advice,
    List<Step> steps,
    Labels labels) {

  /// @param otherwise what to do where it is not the reader's
  record Whose(Words.Around around, String account, String otherwise) {}

  /// What the page says besides.
  record Labels(String missing, String missingText, String code, String close) {
    static Labels of(Words words) {
      return new Labels(
          words.say("missing.heading"),
          words.say("missing.text"),
          words.say("code"),
          words.say("close"));
    }
  }

  /// A second step at the provider.
  ///
  /// @param look of the button, as the stylesheet names it
  record Second(String title, Phrase explanation, Step step, String look) {}
}
