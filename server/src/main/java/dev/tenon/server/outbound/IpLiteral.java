package dev.tenon.server.outbound;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// IP addresses written as text. Only the plain forms count: four decimal numbers without leading
/// zeros, or IPv6 without a zone. Everything else that a resolver might take for a number
/// (`2130706433`, `0x7f.1`, `0177.0.0.1`) is no address and no host name either.
final class IpLiteral {
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern V6 =
      Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(\\d+(\\.\\d+){3})?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");

  private IpLiteral() {}

  /// The address that `text` writes, with or without the brackets of a URL.
  static Optional<InetAddress> parse(String text) {
    String plain =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (!V4.matcher(plain).matches() && !V6.matcher(plain).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(plain));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Whether `host` ends in a number, as no host name does (WHATWG URL, "ends in a number").
  static boolean looksNumeric(String host) {
    return NUMBER.matcher(host.substring(host.lastIndexOf('.') + 1)).matches();
  }
}
