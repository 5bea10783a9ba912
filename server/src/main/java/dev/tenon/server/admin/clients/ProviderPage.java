package dev.tenon.server.admin.clients;

import dev.tenon.server.admin.page.Frame;
import java.util.List;

/// The first step of a new OAuth client: for which provider.
///
/// @param path of this page
/// @param word that was searched for
/// @param offered public clients of other workspaces that can be used as they are
/// @param cards the connectors
/// @param close path of where one goes without making one
/// @param own path where a connector of one's own is posted
record ProviderPage(
    Frame frame,
    String path,
    String word,
    List<Steps.Step> steps,
    List<Card> offered,
    List<Card> cards,
    String close,
    String own) {

  /// @param initial its first letter
  record Card(String initial, String title, String about, String href) {}
}
