package dev.tenon.server.connect;

import java.util.List;
import java.util.Optional;

/// What a user is told when a journey has ended well, or nearly.
///
/// @param account whose account is connected, as far as is known
/// @param missing what was asked for and not granted
/// @param second what is still to be done at the provider
/// @param code to be brought to the app by hand, where there is no address to bring it to
/// @param steps ways on; the first is the likeliest
record DonePage(
    Frame frame,
    boolean connected,
    String heading,
    String text,
    Optional<String> account,
    List<String> missing,
    Optional<Second> second,
    Optional<String> code,
    Optional<Advice> advice,
    List<Step> steps) {

  /// A second step at the provider.
  ///
  /// @param look of the button, as the stylesheet names it
  record Second(String title, String explanation, Step step, String look) {}
}
