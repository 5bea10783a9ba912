package dev.tenon.server.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// One outbound request whose body, if any, flows through. It may hold secrets, so it prints
/// nothing but its method and host.
///
/// @param headers in order; those that belong to the connection are left out
public record StreamCall(
    String method, OutboundUrl url, List<Map.Entry<String, String>> headers, Source body) {
  public StreamCall {
    headers = List.copyOf(headers);
  }

  /// Where a body comes from.
  public interface Source {
    /// How many bytes it has, where that is known; 0: there is none.
    OptionalLong length();

    /// Its bytes.
    InputStream open() throws IOException;
  }

  @Override
  public String toString() {
    return method + " " + url.host();
  }
}
