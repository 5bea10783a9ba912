package dev.tenon.server.admin.page;

import java.util.List;
import java.util.Optional;

/// What every page of a signed-in member has around its content.
///
/// @param head of the document
/// @param groups the navigation
/// @param workspace its name
/// @param member the name of who is signed in
/// @param role of theirs, for people
/// @param account path of their own page
/// @param signOut path that the sign-out form posts to
/// @param token that every form carries
/// @param said what the form before did
public record Frame(
    Head head,
    List<Group> groups,
    String workspace,
    String member,
    String role,
    String home,
    String account,
    String signOut,
    String token,
    Optional<String> said) {

  /// What stands in the document's head.
  ///
  /// @param sheets of what shows sheets as windows, for pages that have any
  public record Head(
      String title, String stylesheet, String icon, String htmx, String script, String sheets) {}

  /// Sections under one heading.
  ///
  /// @param label heading; empty text where there is none
  public record Group(String label, List<Item> items) {}

  /// A section.
  ///
  /// @param current whether it is the section of the page that is shown
  public record Item(String label, String href, boolean current) {}
}
