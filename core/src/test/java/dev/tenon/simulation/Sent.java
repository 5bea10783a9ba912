package dev.tenon.simulation;

/// One token request as the provider sees it.
final class Sent {
  /// No client waits longer.
  static final long LONGEST_CALL_MILLIS = 20_000;

  final Family family;
  final int index;
  final SimulatedNode node;
  final Life life;
  final long at;
  private Outcome outcome = Outcome.UNKNOWN;
  private boolean ended;

  Sent(Family family, int index, SimulatedNode node, Life life, long at) {
    this.family = family;
    this.index = index;
    this.node = node;
    this.life = life;
    this.at = at;
  }

  /// The provider is done with it, or its sender waits no longer.
  void ended() {
    ended = true;
  }

  void seen(Outcome how) {
    outcome = how;
  }

  /// Whether it is still at the provider, for somebody who waits for it.
  boolean isUnderWay(long now) {
    return !ended && !life.isOver() && now < at + LONGEST_CALL_MILLIS;
  }

  /// Whether its sender knows that it spent nothing.
  boolean spentNothing() {
    return outcome == Outcome.SPENT_NOTHING;
  }

  /// Whether its sender has what it asked for.
  boolean isGranted() {
    return outcome == Outcome.GRANTED;
  }

  @Override
  public String toString() {
    return family.refreshToken(index) + " by " + node.name() + " at " + at / 1000.0 + " s";
  }

  /// What its sender knows.
  enum Outcome {
    UNKNOWN,
    SPENT_NOTHING,
    GRANTED
  }
}
