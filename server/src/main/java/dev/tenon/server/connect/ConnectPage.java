package dev.tenon.server.connect;

import java.util.List;
import java.util.Optional;

/// The page of a connect link: one form for each integration.
///
/// @param user for whom it is
/// @param action path that the forms post to
/// @param token shows that a form comes from this page in this browser
/// @param problems how many fields are wrong; 0 for a fresh page
record ConnectPage(
    Frame frame,
    String heading,
    String lead,
    String user,
    String action,
    String token,
    List<Card> cards,
    int problems,
    Optional<Step> back) {

  /// One integration.
  ///
  /// @param initial stands in for the provider's picture
  /// @param subtitle tells integrations of one provider apart
  /// @param locked whether the fields come only after a sign-in
  /// @param available whether it can be connected at all
  record Card(
      String integration,
      String id,
      String initial,
      String title,
      Optional<String> subtitle,
      Badge badge,
      Optional<String> account,
      List<String> shared,
      List<Input> inputs,
      boolean locked,
      boolean available,
      String button) {}

  /// How the connection stands.
  ///
  /// @param kind `plain`, `good`, `wait` or `bad`
  record Badge(String kind, String text) {}
}
