package dev.tenon.simulation;

/// One life of a node: from the start of its process to its end.
final class Life {
  private final SimulatedNode node;
  private boolean over;

  Life(SimulatedNode node) {
    this.node = node;
  }

  /// Of what belongs to no node.
  static Life outside() {
    return new Life(SimulatedNode.nowhere());
  }

  SimulatedNode node() {
    return node;
  }

  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }
}
