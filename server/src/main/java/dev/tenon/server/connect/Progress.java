package dev.tenon.server.connect;

import java.util.List;
import java.util.Map;

/// What is to be done, step by step.
///
/// @param at which of how many it is
record Progress(String label, String at, List<Step> steps) {

  /// @param state in a word
  /// @param look `done`, `now` or `later`
  record Step(String text, String state, String look, boolean current) {}

  /// The two steps of an integration whose provider asks on a page of its own what to share.
  ///
  /// @param done how many are done: 0, 1 or 2
  static Progress ofTwo(Words words, String provider, int done) {
    Map<String, String> names = Map.of("provider", provider);
    int now = Math.min(done + 1, 2);
    return new Progress(
        words.say("progress"),
        words.say("progress.at", Map.of("number", words.number(now), "total", words.number(2))),
        List.of(
            step(words, words.say("progress.sign_in", names), 0, done),
            step(words, words.say("progress.share", names), 1, done)));
  }

  /// Whether something is still to be done, which comes before all else.
  boolean isUnfinished() {
    return steps.stream().anyMatch(Step::current);
  }

  private static Step step(Words words, String text, int index, int done) {
    String look = index < done ? "done" : index == done ? "now" : "later";
    return new Step(text, words.say("progress." + look), look, look.equals("now"));
  }
}
