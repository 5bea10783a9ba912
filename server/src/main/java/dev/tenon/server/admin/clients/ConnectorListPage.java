package dev.tenon.server.admin.clients;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import java.util.List;

/// The connectors that the workspace knows of.
///
/// @param path of this page
/// @param word that was searched for
/// @param found how many there are, for people
/// @param add path where one is posted
record ConnectorListPage(
    Frame frame,
    String path,
    String word,
    List<Row> rows,
    String found,
    String add,
    boolean mayChange) {

  /// @param owner whose it is
  /// @param definitions their titles
  /// @param clients how many OAuth clients the workspace has of it, and where they are
  record Row(
      String initial,
      String title,
      String name,
      String href,
      String categories,
      Badge owner,
      List<String> definitions,
      String resources,
      String clients,
      String clientsHref,
      Badge verified) {}
}
