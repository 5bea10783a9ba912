package dev.tenon.server.admin.connections;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// Connections, newest first.
///
/// @param path of this page
/// @param text that is searched for
/// @param status that they have, as the API calls it; empty text: any
/// @param choices what else they are chosen by
/// @param user whose they are, where they are one user's
/// @param tabs their statuses
/// @param all path of the list of all, where this is not it
/// @param link path of the form that makes a connect link; empty for whoever may not
/// @param older path of the next part
/// @param newest path of the first part, where this is another
/// @param more whether more match than are shown
record ListPage(
    Frame frame,
    String path,
    String text,
    String status,
    List<Choice> choices,
    Optional<Chosen> user,
    List<Tab> tabs,
    Optional<String> all,
    Optional<String> link,
    List<Row> rows,
    Optional<String> older,
    Optional<String> newest,
    boolean more) {

  /// @param name of the parameter
  record Choice(String name, String label, String any, List<Option> options) {}

  record Option(String value, String label, boolean chosen) {}

  /// @param without path of the list without that choice
  record Chosen(String value, String without) {}

  record Tab(String label, String href, boolean current) {}

  /// @param itself whether an app holds it itself
  /// @param more of the account
  /// @param integration its name; empty text where the OAuth client is deleted
  /// @param next when it is tried or refreshed next
  record Row(
      String href,
      String owner,
      boolean itself,
      String account,
      Optional<String> more,
      String integration,
      String provider,
      Badge badge,
      Optional<String> turn,
      Optional<Words.When> refreshed,
      Optional<Words.When> next) {}
}
