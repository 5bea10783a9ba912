package dev.tenon.server.admin.clients;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// One OAuth client.
///
/// @param all path of the list
/// @param base path of the client, which its forms post below
/// @param badges how it stands
/// @param alarm what keeps it from working; empty where nothing does
/// @param warnings what an admin should know all the same
/// @param redirect the redirect URI to register; empty where there is none
/// @param pasted what was pasted to be compared with it; empty text for nothing
/// @param difference what came of comparing
/// @param connections by status
/// @param secrets in the order in which they are used
/// @param trial what a provider said to a secret just now
/// @param canAdd whether another secret can be added
record ClientPage(
    Frame frame,
    String all,
    String base,
    String name,
    String lead,
    List<Badge> badges,
    boolean mayChange,
    Optional<Alarm> alarm,
    List<String> warnings,
    Optional<String> redirect,
    String pasted,
    Optional<RedirectDifference> difference,
    List<Fact> facts,
    List<Count> connections,
    boolean own,
    List<Secret> secrets,
    List<Choice> trials,
    Optional<Trial> trial,
    Optional<String> secretProblem,
    boolean canAdd) {

  /// @param turn who mends it
  record Alarm(Badge turn, String text, Optional<Words.When> since) {}

  /// @param mono whether it is told letter by letter
  /// @param href of where it leads; empty text for nowhere
  record Fact(String label, String value, boolean mono, String href, String hint) {}

  record Count(Badge status, String number, String href) {}

  /// @param place `1st`, `2nd` …
  record Secret(
      String id,
      String place,
      String lastFour,
      String fingerprint,
      Badge health,
      Words.When added,
      boolean first) {}

  /// A connection on which a secret can be tried.
  record Choice(String id, String label) {}

  /// @param secret its last four characters
  record Trial(Badge result, String secret, String text) {}
}
