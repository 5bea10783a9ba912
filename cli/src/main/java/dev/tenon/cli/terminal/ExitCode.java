package dev.tenon.cli.terminal;

/// How the program ends, for scripts. The numbers are documented and never change.
public enum ExitCode {
  /// Done.
  OK(0),
  /// A fault of the program or of the hub.
  INTERNAL(1),
  /// The command line is wrong.
  USAGE(2),
  /// The hub refused: not found, not allowed in this state, or not valid.
  REFUSED(3),
  /// The user has to connect first.
  CONNECT_REQUIRED(4),
  /// The provider does not answer; try again later.
  PROVIDER_UNAVAILABLE(5),
  /// The hub does not answer.
  HUB_UNREACHABLE(6),
  /// The API key is missing, unknown, or not allowed to do this.
  UNAUTHORIZED(7);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /// What the process ends with.
  public int number() {
    return number;
  }
}
