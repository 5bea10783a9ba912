package dev.tenon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// Counts the calls into the database drivers of this process, by the JDK's own method timing (JEP
/// 520), so that the hub under test is the hub as it is. One statement may be more than one call;
/// none is none.
final class Statements {
  private static final String DRIVERS =
      "org.sqlite.core.DB::execute;org.sqlite.core.DB::executeUpdate;org.sqlite.core.DB::exec;"
          + "org.sqlite.core.DB::prepare;org.postgresql.core.v3.QueryExecutorImpl::execute";

  private final Recording recording = new Recording();

  private Statements() {}

  /// Counts from now on.
  static Statements count() {
    Statements statements = new Statements();
    statements
        .recording
        .enable("jdk.MethodTiming")
        .with("filter", DRIVERS)
        .with("period", "endChunk");
    statements.recording.setMaxAge(Duration.ofHours(1));
    statements.recording.start();
    return statements;
  }

  /// Ends the counting.
  ///
  /// @throws IllegalStateException when nothing was hooked, so that nothing can be said
  long end() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("statements", ".jfr");
    try {
      recording.dump(file);
      List<Long> counts = new ArrayList<>();
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        if (event.getEventType().getName().equals("jdk.MethodTiming")) {
          counts.add(event.getLong("invocations"));
        }
      }
      if (counts.isEmpty()) {
        throw new IllegalStateException("no database driver was there to be hooked");
      }
      return counts.stream().mapToLong(Long::longValue).sum();
    } finally {
      recording.close();
      Files.delete(file);
    }
  }
}
