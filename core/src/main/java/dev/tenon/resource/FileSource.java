package dev.tenon.resource;

import dev.tenon.call.ApiTarget;
import dev.tenon.call.ApiWire;

/// Fetches files from where providers say that they are: storage that takes no token, at an address
/// that is signed. Safe for use by any thread; blocks the caller.
///
/// The address is vetted as every other: none on a private network, no redirect is followed. Bytes
/// come as they are served.
@FunctionalInterface
public interface FileSource {
  /// Gets what is at `address`; returns when status and headers are here.
  ///
  /// @param target where the address was told
  ApiWire.Outcome fetch(ApiTarget target, String address);
}
