package dev.tenon.simulation;

/// What goes wrong in one schedule, and how often: drawn once for each, so that some schedules are
/// about crashes and others about slow databases, and few are about everything. All numbers are
/// chances in ten thousand.
final class Temper {
  private static final long[] OFTEN = {0, 0, 100, 600};
  private static final long[] SOMETIMES = {0, 0, 30, 150};

  private int switching = 300;
  private int crashes;
  private int pauses;
  private int slowness;
  private int storeFailures;
  private int journalFailures;
  private int networkFailures;
  private int refusals;

  static Temper drawn(Choices choices) {
    Temper temper = new Temper();
    temper.switching = (int) choices.one(300, 1500, 5000);
    temper.crashes = (int) choices.one(SOMETIMES);
    temper.pauses = (int) choices.one(SOMETIMES);
    temper.slowness = (int) choices.one(OFTEN);
    temper.storeFailures = (int) choices.one(OFTEN);
    temper.journalFailures = (int) choices.one(0, 0, 0, 2000);
    temper.networkFailures = (int) choices.one(0, 1000, 4000);
    temper.refusals = (int) choices.one(0, 0, 2000);
    return temper;
  }

  /// From now on nothing goes wrong.
  void calm() {
    crashes = 0;
    pauses = 0;
    slowness = 0;
    storeFailures = 0;
    journalFailures = 0;
    networkFailures = 0;
    refusals = 0;
  }

  int switching() {
    return switching;
  }

  int crashes() {
    return crashes;
  }

  int pauses() {
    return pauses;
  }

  int slowness() {
    return slowness;
  }

  int storeFailures() {
    return storeFailures;
  }

  int journalFailures() {
    return journalFailures;
  }

  int networkFailures() {
    return networkFailures;
  }

  int refusals() {
    return refusals;
  }
}
