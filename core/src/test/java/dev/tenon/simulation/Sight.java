package dev.tenon.simulation;

import dev.tenon.connection.Grant;
import dev.tenon.connection.Status;
import java.util.Optional;

/// A grant as it is stored at one moment.
///
/// @param refreshToken the provider's text
/// @param lastChange what changed the tokens last: `connected` or `refreshed`
record Sight(Grant grant, Status status, Optional<String> refreshToken, String lastChange) {
  long version() {
    return grant.version();
  }
}
