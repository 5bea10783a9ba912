package dev.tenon.sync;

import dev.tenon.token.TokenAsk;
import dev.tenon.token.TokenResult;
import java.util.List;
import java.util.Optional;

/// How what a sync is about is read. Safe for use by any thread.
@FunctionalInterface
public interface Walks {
  /// The way through the lists of what `sync` keeps.
  Planned plan(Sync sync);

  /// What comes of it.
  sealed interface Planned {
    /// It can be read.
    ///
    /// @param incremental whether it can be asked what has changed since a time
    record Ready(Walk walk, boolean incremental) implements Planned {}

    /// There is no such connection or app, no user holds it, or the app may not use it.
    record NoConnection() implements Planned {}

    /// There is no token to read with.
    ///
    /// @param ask what was asked for
    record NoToken(TokenResult reason, Optional<TokenAsk> ask) implements Planned {}

    /// The connector has no such resource.
    record NoResource(List<String> known) implements Planned {
      public NoResource {
        known = List.copyOf(known);
      }
    }

    /// The resource is not below such a thing.
    record NoParameter(String asked, List<String> known) implements Planned {
      public NoParameter {
        known = List.copyOf(known);
      }
    }
  }
}
