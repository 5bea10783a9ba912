package dev.tenon.bench.chaos;

/// A refresh token that came although it had been spent.
///
/// @param story how it came to that
record Reuse(Held held, TokenCall call, Kind kind, String story) {
  /// Why it came.
  enum Kind {
    /// The one try that is left after an answer was lost, when the access token is over.
    LAST_RESORT("the one last try after a lost answer, the access token being over"),
    /// The same, once more, because the answer to that try was lost as well.
    REPEATED("the same once more, as nobody heard the refusal"),
    /// The same, once more, because the refusal could not be written down: the row was held, the
    /// database was stopped, or the process was stopped.
    UNWRITTEN("the same once more, as the refusal could not be written down"),
    /// The same, while the access token was still valid.
    TOO_EARLY("while the access token was still valid"),
    /// Anything else.
    OUTSIDE("for no such reason");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    boolean isAllowed() {
      return this == LAST_RESORT || this == REPEATED || this == UNWRITTEN;
    }
  }
}
