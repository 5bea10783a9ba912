package dev.tenon.server.admin.connections;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// One connection: how it stands, what it covers, who got its tokens, and its life.
///
/// @param all path of the list
/// @param base path of this page
/// @param owner whose it is
/// @param lead what it is, in a sentence
/// @param problem why what was just asked for could not be done
/// @param standing what has to be said about how it stands
/// @param mayRefresh whether to show the button
/// @param reconnect path of the form that makes a link for its user
/// @param data path of what can be read through it
/// @param mayRevoke whether to show the button
/// @param mayChoose whether organizations can be chosen
/// @param mayBlock whether they can be blocked
/// @param everyHandout whether who got its tokens is shown
/// @param older path of the next part of its life
/// @param newest path of the first part, where this is another
record LifePage(
    Frame frame,
    String all,
    String base,
    String owner,
    String lead,
    Badge badge,
    Optional<String> problem,
    Optional<Standing> standing,
    boolean mayRefresh,
    Optional<String> reconnect,
    Optional<String> data,
    boolean mayRevoke,
    List<Fact> facts,
    List<Granted> scopes,
    List<Chosen> organizations,
    boolean mayChoose,
    boolean mayBlock,
    List<Handout> handouts,
    boolean everyHandout,
    List<Kept> syncs,
    List<Moment> life,
    Optional<String> older,
    Optional<String> newest) {

  /// How it stands, where that needs words.
  ///
  /// @param turn whose turn it is
  /// @param next what to do
  record Standing(Badge turn, String text, Optional<String> next) {}

  /// @param href where it leads, where it leads somewhere
  /// @param code whether it is an id
  record Fact(
      String name, String value, Optional<String> href, Optional<Words.When> when, boolean code) {
    static Fact of(String name, String value) {
      return new Fact(name, value, Optional.empty(), Optional.empty(), false);
    }

    static Fact at(String name, Words.When when) {
      return new Fact(name, "", Optional.empty(), Optional.of(when), false);
    }
  }

  /// A scope token.
  ///
  /// @param allows in plain words
  /// @param badge where it is not simply granted
  record Granted(String token, Optional<String> allows, Optional<Badge> badge) {}

  /// An organization and what is said of it.
  ///
  /// @param status as the API calls it; empty text where nobody has said anything
  /// @param fixed whether this member may not change it
  record Chosen(String id, String name, String status, Badge badge, boolean fixed) {}

  /// A version of the token that somebody has obtained.
  record Handout(String version, String who, String key, Words.When when) {}

  /// A resource that is kept in step.
  ///
  /// @param href of its records, where there is a page of them
  record Kept(
      String resource,
      Optional<String> href,
      String every,
      Badge badge,
      Optional<Words.When> complete) {}

  /// Something that happened.
  ///
  /// @param kind colour of its dot
  /// @param what in a few words
  /// @param text why, and what to do
  record Moment(
      String kind, String what, Optional<String> text, Optional<String> turn, Words.When when) {}
}
