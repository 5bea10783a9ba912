package dev.tenon.sync;

import dev.tenon.resource.ListingSummary.Missing;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One run of a sync.
///
/// @param full whether everything was asked for, and not only what has changed
/// @param attempts how many processes have worked on it
/// @param missing what could not be had, where it is not complete
/// @param code why, where it failed
/// @param firstVersion everything that it wrote has a higher version
public record SyncRun(
    long number,
    boolean full,
    State state,
    int attempts,
    Instant startedAt,
    Optional<Instant> endedAt,
    Counts counts,
    List<Missing> missing,
    List<String> notes,
    Optional<String> code,
    Optional<String> detail,
    long firstVersion) {
  public SyncRun {
    missing = List.copyOf(missing);
    notes = List.copyOf(notes);
  }

  /// How it stands.
  public enum State {
    RUNNING,
    /// Everything was read.
    COMPLETE,
    /// Something could not be had; nothing was deleted.
    INCOMPLETE,
    /// Nothing could be had.
    FAILED;

    /// The name in the API.
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What came of the items.
  ///
  /// @param leftOut larger than what is kept
  public record Counts(long added, long changed, long deleted, long unchanged, long leftOut) {
    /// Nothing yet.
    public static Counts none() {
      return new Counts(0, 0, 0, 0, 0);
    }

    /// Whether a record is another than before.
    public boolean isChange() {
      return added + changed + deleted > 0;
    }
  }
}
