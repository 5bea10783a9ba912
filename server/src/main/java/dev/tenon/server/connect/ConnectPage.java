package dev.tenon.server.connect;

import java.util.List;
import java.util.Optional;

/// The page of a connect link: one form for each integration.
///
/// @param own what the workspace says itself
/// @param user for whom it is, with what stands around it
/// @param action path that the forms post to
/// @param token shows that a form comes from this page in this browser
/// @param problems that fields are wrong; empty for a fresh page
record ConnectPage(
    Frame frame,
    String heading,
    String lead,
    Optional<Phrase> own,
    Words.Around around,
    String user,
    String action,
    String token,
    List<Card> cards,
    Optional<String> problems,
    Labels labels,
    Optional<Step> back) {

  /// One integration.
  ///
  /// @param initial stands in for the provider's picture
  /// @param subtitle tells integrations of one provider apart
  /// @param since when it was connected, where it is
  /// @param note what connecting again does
  /// @param steps what is to be done, where it is more than one thing
  /// @param locked that the fields come only after a sign-in
  /// @param available whether it can be connected at all
  record Card(
      String integration,
      String id,
      String initial,
      String title,
      Optional<String> subtitle,
      Badge badge,
      Optional<String> since,
      Optional<String> note,
      List<Phrase> shared,
      Optional<Progress> steps,
      List<Input> inputs,
      Optional<String> locked,
      boolean available,
      String button) {}

  /// What the page says besides.
  record Labels(
      String shared,
      String unavailableTurn,
      String unavailable,
      String optional,
      String choose,
      String guide) {
    static Labels of(Words words) {
      return new Labels(
          words.say("shared"),
          words.say("turn.admin"),
          words.say("unavailable.text"),
          words.say("optional"),
          words.say("choose"),
          words.say("guide"));
    }
  }

  /// How the connection stands.
  ///
  /// @param kind `plain`, `good`, `wait` or `bad`
  record Badge(String kind, String text) {}
}
