package dev.tenon.simulation;

/// An invariant does not hold.
///
/// @param invariant its name, `I1` to `I8` first
record Broken(String invariant, String how) {
  @Override
  public String toString() {
    return invariant + ": " + how;
  }
}
