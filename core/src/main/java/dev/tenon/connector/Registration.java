package dev.tenon.connector;

import java.util.Map;
import java.util.Optional;

/// How an OAuth client comes to be at a provider. Declared; this version registers by hand.
///
/// @param url the registration endpoint (RFC 7591), where it is known
/// @param parameters extra client metadata
public record Registration(Kind kind, Optional<Template> url, Map<String, Template> parameters) {
  public Registration {
    parameters = Ordered.copyOf(parameters);
  }

  /// The ways.
  public enum Kind {
    /// An admin registers it on the provider's pages.
    BY_HAND,
    /// Over the wire (RFC 7591).
    DYNAMIC,
    /// The client id is the URL of a document about the client.
    METADATA_DOCUMENT
  }
}
