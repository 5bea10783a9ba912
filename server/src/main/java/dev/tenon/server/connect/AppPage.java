package dev.tenon.server.connect;

import java.util.List;
import java.util.Optional;

/// The page of an app for one of its users.
///
/// @param app its name
/// @param user by the organisation's own id
/// @param until when it can be looked at, for people
/// @param parts of the page, one for each integration
record AppPage(Frame frame, String app, String user, String until, String here, List<Part> parts) {

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

  /// @param note what is missing
  record Table(String title, List<String> heads, List<List<String>> rows, Optional<String> note) {}
}
