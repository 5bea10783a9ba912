package dev.tenon.server.outbound;

import java.net.InetAddress;

/// A range of addresses of one family, written `10.0.0.0/8` or `fd00::/8` (RFC 4632, RFC 4291).
///
/// @param network its first bits are those of the range
/// @param bits how many of them count
record Cidr(InetAddress network, int bits) {
  Cidr {
    if (bits < 0 || bits > network.getAddress().length * 8) {
      throw new IllegalArgumentException("'/" + bits + "' does not fit the address before it");
    }
  }

  /// The range that `text` writes; an address alone is a range of one.
  ///
  /// @throws IllegalArgumentException when it is neither
  static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress network =
        IpLiteral.parse(address)
            .orElseThrow(
                () -> new IllegalArgumentException("'" + text + "' is not an address range"));
    if (slash < 0) {
      return new Cidr(network, network.getAddress().length * 8);
    }
    String bits = text.substring(slash + 1);
    if (!bits.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("'" + text + "' is not an address range");
    }
    return new Cidr(network, Integer.parseInt(bits));
  }

  /// Whether `address` is in the range. An address of the other family never is.
  boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += 8) {
      int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit));
      if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
