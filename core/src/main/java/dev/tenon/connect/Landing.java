package dev.tenon.connect;

import dev.tenon.client.IntegrationName;
import dev.tenon.oauth.State;
import java.net.URI;

/// What came of a callback.
public sealed interface Landing {
  /// The journey ended.
  record Ended(Arrival arrival) implements Landing {}

  /// The user is verified; the browser goes on to the provider.
  record Onward(URI to) implements Landing {}

  /// The user is verified and may fill in the form of `integration` now.
  ///
  /// @param unlocked comes back with the form
  record Unlocked(ConnectLink link, IntegrationName integration, State unlocked)
      implements Landing {}
}
