package dev.tenon.server.admin.clients;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Optional;

/// The test of an OAuth client: each step of the way to a token, and what stands in the way.
///
/// @param begun whether there is something to show; else only what will happen
/// @param summary what came of it, in one sentence
/// @param verdict the summary's colour
/// @param button what the main button says
/// @param asUser whether the member has to say who they are at the workspace's own sign-in
/// @param user what was typed there
/// @param refresh whether a refresh can be tried now
/// @param end whether the test's connection can be ended now
/// @param since when the test that is shown began, as it is sent with its forms
/// @param redirect path of where the redirect URI is compared; empty text where there is none
record TestPage(
    Frame frame,
    String client,
    String heading,
    String base,
    boolean begun,
    Badge verdict,
    String summary,
    List<Step> steps,
    String button,
    boolean asUser,
    String user,
    Optional<String> userProblem,
    boolean refresh,
    boolean end,
    String since,
    String redirect) {

  /// @param state `done`, `failed`, `now` or `later`
  /// @param turn whose it is; where it failed
  /// @param advice what to do
  /// @param small letter by letter, for whoever asks the provider
  record Step(
      String state, String label, String text, Optional<Badge> turn, String advice, String small) {
    static Step done(String label, String text) {
      return new Step("done", label, text, Optional.empty(), "", "");
    }

    static Step later(String label) {
      return new Step("later", label, "", Optional.empty(), "", "");
    }

    static Step now(String label, String text) {
      return new Step("now", label, text, Optional.empty(), "", "");
    }

    static Step failed(String label, Verdict verdict, String small) {
      return new Step(
          "failed", label, verdict.text(), Optional.of(verdict.turn()), verdict.advice(), small);
    }
  }
}
