package dev.tenon.server.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// What the operator allows besides the public internet (`TENON_ALLOW_PRIVATE_ADDRESSES`).
///
/// A host name allows the private addresses that this name resolves to, for this name only. A range
/// allows its addresses under every name. A host name with a port (`db.internal:6379`) allows that
/// port alone, also where it is one that is refused otherwise. What is allowed may be called over
/// plain HTTP. Immutable.
public final class AllowedAddresses {
  private static final Pattern HOST =
      Pattern.compile(
          "([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

  private final List<Host> hosts;
  private final List<Cidr> ranges;

  private AllowedAddresses(List<Host> hosts, List<Cidr> ranges) {
    this.hosts = List.copyOf(hosts);
    this.ranges = List.copyOf(ranges);
  }

  /// Nothing but the public internet.
  public static AllowedAddresses none() {
    return new AllowedAddresses(List.of(), List.of());
  }

  /// What `entries` allow.
  ///
  /// @throws IllegalArgumentException naming the entry that is neither a host name nor a range
  public static AllowedAddresses parse(List<String> entries) {
    List<Host> hosts = new ArrayList<>();
    List<Cidr> ranges = new ArrayList<>();
    for (String entry : entries) {
      if (entry.contains("/") || IpLiteral.parse(entry).isPresent()) {
        ranges.add(Cidr.parse(entry));
      } else {
        hosts.add(Host.parse(entry));
      }
    }
    return new AllowedAddresses(hosts, ranges);
  }

  /// Whether `host` may be called at `address`.
  boolean allows(String host, int port, InetAddress address) {
    if (ranges.stream().anyMatch(range -> range.contains(address))) {
      return true;
    }
    boolean ordinary = PublicAddresses.contains(address) || PublicAddresses.isPrivateUse(address);
    return ordinary && hosts.stream().anyMatch(each -> each.covers(host, port));
  }

  /// Whether this very port of `host` is allowed.
  boolean namesPort(String host, int port) {
    return hosts.stream().anyMatch(each -> each.port.isPresent() && each.covers(host, port));
  }

  private record Host(String name, OptionalInt port) {
    static Host parse(String entry) {
      int colon = entry.indexOf(':');
      String name = colon < 0 ? entry : entry.substring(0, colon);
      if (!HOST.matcher(name).matches() || IpLiteral.looksNumeric(name)) {
        throw new IllegalArgumentException(
            "'" + entry + "' is neither a host name nor a range such as 10.0.0.0/8");
      }
      return new Host(
          name.toLowerCase(Locale.ROOT),
          colon < 0 ? OptionalInt.empty() : OptionalInt.of(port(entry, colon)));
    }

    private static int port(String entry, int colon) {
      String digits = entry.substring(colon + 1);
      if (!digits.matches("[1-9][0-9]{0,4}") || Integer.parseInt(digits) > 65535) {
        throw new IllegalArgumentException("'" + entry + "' does not end in a port");
      }
      return Integer.parseInt(digits);
    }

    boolean covers(String host, int wanted) {
      return name.equals(host) && (port.isEmpty() || port.getAsInt() == wanted);
    }
  }
}
