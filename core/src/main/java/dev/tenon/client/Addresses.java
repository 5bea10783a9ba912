package dev.tenon.client;

import java.net.URI;
import java.util.Optional;

/// The addresses that an admin gave an OAuth client in place of its connector's. Changing one asks
/// for the client secret again, so that nobody can send a stored secret to a place of their own.
public record Addresses(
    Optional<URI> authorizationUrl,
    Optional<URI> tokenUrl,
    Optional<URI> refreshUrl,
    Optional<URI> revocationUrl) {

  /// None: the connector's apply.
  public static Addresses none() {
    return new Addresses(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
