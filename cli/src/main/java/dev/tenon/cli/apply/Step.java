package dev.tenon.cli.apply;

import dev.tenon.sdk.TenonClient;
import java.io.IOException;
import java.util.List;

/// One thing that is to be done, or that is so already.
///
/// @param kind what it is, in two words at most: `OAuth client`
/// @param words what is made or changed, a line each; nothing that is secret
/// @param note what a person must know of it; empty text where there is nothing
/// @param doing does it
public record Step(
    Act act, String kind, String name, List<String> words, String note, Doing doing) {
  /// Copies the lines.
  public Step {
    words = List.copyOf(words);
  }

  static Step of(Act act, String kind, String name, List<String> words, Doing doing) {
    return new Step(act, kind, name, words, "", doing);
  }

  static Step unchanged(String kind, String name) {
    return of(Act.UNCHANGED, kind, name, List.of(), _ -> {});
  }

  Step noting(String text) {
    return new Step(act, kind, name, words, text, doing);
  }

  /// What becomes of a thing.
  public enum Act {
    /// It is made.
    CREATE("create"),
    /// It is changed.
    CHANGE("change"),
    /// It goes.
    DELETE("delete"),
    /// It is so already.
    UNCHANGED("unchanged");

    private final String word;

    Act(String word) {
      this.word = word;
    }

    /// The word for people and programs.
    public String word() {
      return word;
    }
  }

  /// How it is done.
  @FunctionalInterface
  public interface Doing {
    /// Does it through the hub's API.
    void run(TenonClient hub) throws IOException;
  }
}
