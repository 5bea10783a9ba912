package dev.tenon.server.exchange;

import dev.tenon.access.Caller;
import dev.tenon.token.TokenAsk;
import java.net.URI;
import java.util.Optional;

/// Where the user of a refused request connects.
@FunctionalInterface
public interface ConnectUris {
  /// The address for `ask` of `caller`; empty where no link can be made.
  Optional<URI> of(Caller.App caller, TokenAsk ask);
}
