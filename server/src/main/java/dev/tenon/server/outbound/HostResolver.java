package dev.tenon.server.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Looks host names up. Blocks; safe for use by any thread.
@FunctionalInterface
interface HostResolver {
  /// Every address of `host`, at least one.
  ///
  /// @throws UnknownHostException when there is none, or nobody could be asked
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /// The machine's own resolver.
  static HostResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
