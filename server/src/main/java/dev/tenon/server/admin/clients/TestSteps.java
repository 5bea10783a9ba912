package dev.tenon.server.admin.clients;

import dev.tenon.server.admin.clients.TestPage.Step;
import java.util.ArrayList;
import java.util.List;

/// The steps on the way to a token, as far as a test has come. Pure.
final class TestSteps {
  /// Everything is filled in.
  static final int COMPLETE = 0;

  /// The user has consented, or typed what is asked for.
  static final int CONSENT = 1;

  /// The token endpoint has given tokens.
  static final int TOKENS = 2;

  /// Whose account it is is known.
  static final int ACCOUNT = 3;

  /// The connection is made.
  static final int CONNECTED = 4;

  /// The tokens can be replaced.
  static final int REFRESH = 5;

  private static final List<String> OF_USERS =
      List.of(
          "The OAuth client is complete",
          "You consent at the provider",
          "The provider gives tokens",
          "It says whose account it is",
          "The connection is made",
          "A refresh brings the next token");
  private static final List<String> OF_APP =
      List.of("The OAuth client is complete", "", "The provider gives a token");

  private final List<String> labels;
  private final List<Step> steps = new ArrayList<>();
  private int next;

  private TestSteps(List<String> labels) {
    this.labels = labels;
  }

  static TestSteps ofUsers() {
    return new TestSteps(OF_USERS);
  }

  static TestSteps ofApp() {
    return new TestSteps(OF_APP);
  }

  /// Everything before that step went well, without a word.
  TestSteps until(int step) {
    while (next < step) {
      done("");
    }
    return this;
  }

  TestSteps done(String text) {
    if (!labels.get(next).isEmpty()) {
      steps.add(Step.done(labels.get(next), text));
    }
    next++;
    return this;
  }

  TestSteps now(String text) {
    steps.add(Step.now(labels.get(next++), text));
    return this;
  }

  TestSteps failed(Verdict verdict, String small) {
    until(verdict.step());
    steps.add(Step.failed(labels.get(next++), verdict, small));
    return this;
  }

  List<Step> all() {
    List<Step> all = new ArrayList<>(steps);
    labels.subList(next, labels.size()).stream()
        .filter(it -> !it.isEmpty())
        .map(Step::later)
        .forEach(all::add);
    return List.copyOf(all);
  }
}
