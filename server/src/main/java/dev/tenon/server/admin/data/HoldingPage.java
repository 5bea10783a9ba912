package dev.tenon.server.admin.data;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// What one connection can list, and what of it is kept in step.
///
/// @param all path of the list of connections
/// @param path of this page
/// @param apps in whose name it can be read
/// @param problem why nothing can be read
/// @param mayMakePage whether a link to an app's page can be made for its user
record HoldingPage(
    Frame frame,
    String all,
    String path,
    String holder,
    String account,
    String integration,
    Badge badge,
    List<App> apps,
    List<Resource> resources,
    List<Kept> kept,
    Optional<String> problem,
    boolean mayMakePage) {

  /// @param chosen whether it is read in its name now
  record App(String name, boolean chosen) {}

  /// @param path of its items
  /// @param depth how many resources are above it
  /// @param has what it has besides: `map`, `files`, `folders`
  record Resource(String title, String name, String path, int depth, List<String> has) {}

  /// @param every how often, for people
  record Kept(
      String resource,
      String path,
      String within,
      Badge badge,
      String every,
      Optional<Words.When> complete) {}
}
