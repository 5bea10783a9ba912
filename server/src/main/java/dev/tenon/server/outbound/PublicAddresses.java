package dev.tenon.server.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which addresses belong to the public internet, by the special-purpose registries of IANA (RFC
/// 6890). IPv6 is judged the other way round: only global unicast is public.
final class PublicAddresses {
  private static final List<Cidr> SPECIAL_V4 =
      ranges(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private use
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, and where clouds keep their metadata
          "172.16.0.0/12", // private use
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private use
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, broadcast
  private static final Cidr GLOBAL_V6 = Cidr.parse("2000::/3");
  private static final List<Cidr> SPECIAL_V6 =
      ranges(
          "2001::/23", // Teredo and other protocol assignments
          "2001:db8::/32", // documentation
          "3fff::/20"); // documentation
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");

  private static final List<Cidr> PRIVATE_USE =
      ranges(
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "::1/128",
          "fc00::/7");

  private PublicAddresses() {}

  /// Whether `address` is public. An IPv6 address that carries an IPv4 one is as public as that.
  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return SPECIAL_V4.stream().noneMatch(range -> range.contains(address));
    }
    Optional<InetAddress> embedded = embedded(address, bytes);
    if (embedded.isPresent()) {
      return contains(embedded.get());
    }
    return GLOBAL_V6.contains(address)
        && SPECIAL_V6.stream().noneMatch(range -> range.contains(address));
  }

  /// Whether `address` is one that an organisation gives to its own machines: private use,
  /// loopback, shared address space. Link-local, multicast and unspecified ones are not.
  static boolean isPrivateUse(InetAddress address) {
    return PRIVATE_USE.stream().anyMatch(range -> range.contains(address));
  }

  private static Optional<InetAddress> embedded(InetAddress address, byte[] bytes) {
    if (NAT64.contains(address)) {
      return Optional.of(v4(bytes, 12));
    }
    return SIX_TO_FOUR.contains(address) ? Optional.of(v4(bytes, 2)) : Optional.empty();
  }

  private static InetAddress v4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static List<Cidr> ranges(String... texts) {
    return Arrays.stream(texts).map(Cidr::parse).toList();
  }
}
