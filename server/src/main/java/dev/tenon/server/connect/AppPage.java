package dev.tenon.server.connect;

import java.util.List;
import java.util.Optional;

/// The page of an app for one of its users.
///
/// @param app its name
/// @param lead whose it is, and until when it can be looked at
/// @param again what the link to the page itself says
/// @param parts of the page, one for each integration
record AppPage(Frame frame, String app, String lead, String here, String again, List<Part> parts) {

  /// An integration as the user has it.
  ///
  /// @param title the provider's name
  /// @param account whose account is connected, as far as is known
  /// @param text what there is to say
  /// @param connect where the user connects; empty where there is nothing to connect
  /// @param button what its button says
  record Part(
      String title,
      Optional<String> account,
      Optional<String> text,
      Optional<String> connect,
      String button,
      List<Table> tables) {}

  /// @param label what it is, and whose
  /// @param none what is said where it has no rows
  /// @param note what is missing
  record Table(
      Phrase title,
      String label,
      List<Phrase> heads,
      List<List<String>> rows,
      String none,
      Optional<String> note) {}
}
