package dev.tenon.simulation;

import dev.tenon.connection.Grant;
import dev.tenon.connection.Status;
import java.util.Optional;

/// A grant as it is stored at one moment.
///
/// @param refreshToken the provider's text
record Sight(Grant grant, Status status, Optional<String> refreshToken) {
  long version() {
    return grant.version();
  }
}
