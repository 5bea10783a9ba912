package dev.tenon.bench.chaos;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// One connection, with the grant that it stands for at the provider.

final class Held {
  private final String id;
  private final String user;
  private final Application application;
  private final String grant;
  private final AtomicReference<String> verified = new AtomicReference<>("");
  private volatile Optional<Instant> toldDead = Optional.empty();

  Held(String id, String user, Application application, String grant) {
    this.id = id;
    this.user = user;
    this.application = application;
    this.grant = grant;
  }

  String id() {
    return id;
  }

  String user() {
    return user;
  }

  Application application() {
    return application;
  }

  String grant() {
    return grant;
  }

  /// Whether `token` is seen for the first time.
  boolean isNew(String token) {
    return !verified.getAndSet(token).equals(token);
  }

  /// A node has said that its user must connect again.
  void dead() {
    if (toldDead.isEmpty()) {
      toldDead = Optional.of(Instant.now());
    }
  }

  boolean isDead() {
    return toldDead.isPresent();
  }

  @Override
  public String toString() {
    return id + " (" + grant + ")";
  }
}
