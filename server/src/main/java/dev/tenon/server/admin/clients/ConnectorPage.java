package dev.tenon.server.admin.clients;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Optional;

/// One connector: what the hub knows of a provider, and whence.
///
/// @param use path of a new OAuth client of it; empty where only its owner makes some
/// @param copy path where a changed copy is begun; empty where there is nothing to copy
/// @param edit path where it is changed; empty where it is not the workspace's own
/// @param notes what should be known of using and sharing it
/// @param yaml its file; empty where it is another workspace's
record ConnectorPage(
    Frame frame,
    String all,
    String title,
    List<Badge> badges,
    String lead,
    boolean mayChange,
    Optional<String> use,
    Optional<String> copy,
    Optional<String> edit,
    Optional<String> delete,
    List<String> notes,
    List<Fact> facts,
    List<Source> sources,
    List<ClientFormPage.Need> prerequisites,
    List<Definition> definitions,
    List<Parameter> parameters,
    List<Resource> resources,
    Optional<String> yaml) {

  record Fact(String label, String value, String href) {}

  /// @param href where it is an address, else empty text
  record Source(String text, String href) {}

  /// @param kind what happens
  /// @param lifetimes what is known of its tokens
  record Definition(
      String title,
      String name,
      String kind,
      String advice,
      List<String> lifetimes,
      List<String> methods,
      List<Scope> scopes) {}

  /// @param minimum whether it suffices for reading
  record Scope(String token, String allows, boolean minimum) {}

  record Parameter(String title, String name, String about, boolean required) {}

  /// @param below what it is listed below; empty text where nothing
  record Resource(String title, String name, String below, String columns) {}
}
