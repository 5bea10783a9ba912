package dev.tenon.spring;

import dev.tenon.sdk.Token;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which version of whose token was handed out last, so that a refusal can be told to the hub:
/// Spring says only whose token it was. The tokens themselves are not kept. Safe for use by any
/// thread.
final class HandedOut {
  private static final int MOST = 10_000;

  private final Map<Holder, Version> versions = new LinkedHashMap<>();

  void note(String registrationId, String principal, Token token) {
    Holder holder = new Holder(registrationId, principal);
    synchronized (versions) {
      versions.remove(holder);
      versions.put(holder, new Version(token.connectionId(), token.version()));
      if (versions.size() > MOST) {
        versions.remove(versions.keySet().iterator().next());
      }
    }
  }

  /// The version, which is forgotten: one refusal is reported once.
  Optional<Version> take(String registrationId, String principal) {
    synchronized (versions) {
      return Optional.ofNullable(versions.remove(new Holder(registrationId, principal)));
    }
  }

  record Version(String connectionId, long number) {}

  private record Holder(String registrationId, String principal) {}
}
