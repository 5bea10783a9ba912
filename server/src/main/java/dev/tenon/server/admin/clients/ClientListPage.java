package dev.tenon.server.admin.clients;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Optional;

/// The OAuth clients of the workspace, and those that it may use.
///
/// @param path of this page
/// @param word that was searched for
/// @param heads of the columns that can be sorted, in order
/// @param rows of this page of the list
/// @param found how many there are in all, for people
/// @param add path of the first step of a new one
/// @param mayChange whether the member may add, edit and delete
/// @param kept whether the numbers of connections may be a minute old
record ClientListPage(
    Frame frame,
    String path,
    String word,
    String sort,
    List<Head> heads,
    List<Row> rows,
    String found,
    String add,
    boolean mayChange,
    boolean kept,
    Optional<String> before,
    Optional<String> next) {

  /// @param order `ascending` or `descending` where the list is sorted by it, else `none`
  record Head(String label, String href, String order) {}

  /// @param href of the client's own page; of one that another workspace offers, of its adoption
  /// @param provider whose public client it is; empty text for an own one
  /// @param offered whether it is another workspace's and not used yet
  /// @param connections how many depend on it, with where they are listed
  record Row(
      String name,
      String href,
      String connector,
      String connectorHref,
      String definition,
      String provider,
      Badge sharing,
      Badge health,
      String connections,
      String connectionsHref,
      boolean offered,
      String edit,
      String delete) {}
}
