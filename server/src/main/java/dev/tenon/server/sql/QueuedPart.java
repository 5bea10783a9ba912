package dev.tenon.server.sql;

/// One part of a bulk work of PostgreSQL's that waits for the others.
final class QueuedPart<A, T> extends QueuedWrite<T> {
  private final A asked;

  QueuedPart(A asked) {
    super(Dialect.POSTGRES);
    this.asked = asked;
  }

  A asked() {
    return asked;
  }
}
