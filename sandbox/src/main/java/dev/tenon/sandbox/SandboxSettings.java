package dev.tenon.sandbox;

import dev.tenon.sandbox.sample.Tuning;
import java.net.URI;
import java.time.Clock;
import java.util.Set;

/// How a sandbox is started.
///
/// @param port the port to listen on; 0 means any free one
/// @param host the host name in every address that the sandbox publishes
/// @param bindAddress the address to listen on
/// @param redirectUris registered, character by character, for every client that signs users in
/// @param secondConsentRedirectUris registered for the second consent of Trimble Ag, a list of its
///   own
/// @param seed of the made-up data: the same seed makes the same data
/// @param tuning sizes and quirks after start and reset
/// @param clock the clock under the sandbox's own
public record SandboxSettings(
    int port,
    String host,
    String bindAddress,
    Set<URI> redirectUris,
    Set<URI> secondConsentRedirectUris,
    long seed,
    Tuning tuning,
    Clock clock) {

  public SandboxSettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port is 0 to 65535, not " + port);
    }
    redirectUris = Set.copyOf(redirectUris);
    secondConsentRedirectUris = Set.copyOf(secondConsentRedirectUris);
  }

  /// Port 8090 of localhost, with the addresses that a hub on port 8080 is come back to.
  public static SandboxSettings defaults() {
    return new SandboxSettings(
        8090,
        "localhost",
        "127.0.0.1",
        Set.of(URI.create("http://localhost:8080/api/integrations/oauth2/callback/")),
        Set.of(URI.create("http://localhost:8080/connect/second-step/return")),
        1,
        Tuning.defaults(),
        Clock.systemUTC());
  }

  /// The same on another port.
  public SandboxSettings withPort(int other) {
    return new SandboxSettings(
        other, host, bindAddress, redirectUris, secondConsentRedirectUris, seed, tuning, clock);
  }

  /// The same under another host name and on another address.
  public SandboxSettings withHost(String otherHost, String otherAddress) {
    return new SandboxSettings(
        port,
        otherHost,
        otherAddress,
        redirectUris,
        secondConsentRedirectUris,
        seed,
        tuning,
        clock);
  }

  /// The same with other redirect URIs.
  public SandboxSettings withRedirectUris(Set<URI> others) {
    return new SandboxSettings(
        port, host, bindAddress, others, secondConsentRedirectUris, seed, tuning, clock);
  }

  /// The same with other addresses to come back to after the second consent.
  public SandboxSettings withSecondConsentRedirectUris(Set<URI> others) {
    return new SandboxSettings(port, host, bindAddress, redirectUris, others, seed, tuning, clock);
  }

  /// The same with other data.
  public SandboxSettings withSeed(long other) {
    return new SandboxSettings(
        port, host, bindAddress, redirectUris, secondConsentRedirectUris, other, tuning, clock);
  }

  /// The same with other sizes and quirks.
  public SandboxSettings withTuning(Tuning other) {
    return new SandboxSettings(
        port, host, bindAddress, redirectUris, secondConsentRedirectUris, seed, other, clock);
  }

  /// The same with the data set of that name: `small`, `large` or `hostile`.
  public SandboxSettings withData(String set) {
    return withTuning(Tuning.named(set));
  }

  /// The same over another clock.
  public SandboxSettings withClock(Clock other) {
    return new SandboxSettings(
        port, host, bindAddress, redirectUris, secondConsentRedirectUris, seed, tuning, other);
  }
}
