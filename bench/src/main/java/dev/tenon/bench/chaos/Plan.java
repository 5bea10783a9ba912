package dev.tenon.bench.chaos;

import dev.tenon.bench.Options;
import java.nio.file.Path;
import java.time.Duration;

/// What a run is to be.
///
/// @param kills how many processes are killed before it calms down
/// @param most how long it may take to get there
/// @param lost how many answers the provider throws away, at most
/// @param withoutJournal whether the journal of every killed process is deleted: then this must
///   find grants that are lost, or it finds nothing
record Plan(
    Path root,
    int kills,
    int connections,
    int nodes,
    Duration most,
    long seed,
    boolean sqlite,
    int lost,
    boolean withoutJournal) {

  static final String[] OPTIONS = {
    "--root",
    "--kills",
    "--connections",
    "--nodes",
    "--minutes",
    "--seed",
    "--database",
    "--lost",
    "--without-journal"
  };

  /// One node is all that SQLite can have.
  static Plan of(Options options) {
    boolean sqlite = options.text("--database", "postgresql").equals("sqlite");
    int connections = options.number("--connections", 1000);
    return new Plan(
        Path.of(options.text("--root", ".")).toAbsolutePath().normalize(),
        options.number("--kills", 2000),
        connections,
        sqlite ? 1 : options.number("--nodes", 3),
        Duration.ofMinutes(options.number("--minutes", 60)),
        options.number("--seed", 1),
        sqlite,
        options.number("--lost", connections / 25),
        options.isSet("--without-journal"));
  }
}
