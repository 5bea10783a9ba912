package dev.tenon.bench.chaos;

/// What became of one connection.
///
/// @param kind of its end
/// @param story how it came to it
record Fate(Held held, Kind kind, String story) {
  /// The ends.
  enum Kind {
    /// It lives and was refreshed after all.
    ALIVE("alive, and refreshed once more at the end"),
    /// Its answer had reached a process of ours, or the grant lives, and it is lost all the same.
    LOST("lost although the answer had reached us"),
    /// The provider's fault ate the answer.
    THROWN_AWAY("the provider threw the answer away"),
    /// The process was killed while the provider was still at it.
    KILLED_BEFORE("the process was killed before the answer was sent"),
    /// The answer had come as far as the machine; the process had not read it when it was killed.
    KILLED_UNREAD("the process was killed before it had read the answer"),
    /// The process was killed, by chance, while the answer was between the network and its disk.
    KILLED_AT_ONCE("the process was killed as the answer arrived"),
    /// The same, on purpose: nothing could have been written down.
    KILLED_AIMED("the process was killed on purpose as the answer went"),
    /// Nobody knows yet.
    UNSETTLED("neither refreshed nor told dead at the end");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
