package dev.tenon.bench;

import dev.tenon.server.http.Listener;
import dev.tenon.server.http.ListenerSettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;

/// A listener with nothing but [Constant] behind it: what the server itself costs. Prints its port
/// and ends with its input.
final class ConstantServer {
  private ConstantServer() {}

  /// Answers with as many bytes as its argument says.
  public static void main(String[] args) throws IOException {
    byte[] body = new byte[args.length > 0 ? Integer.parseInt(args[0]) : 600];
    Arrays.fill(body, (byte) ' ');
    ListenerSettings settings = ListenerSettings.defaults().at("127.0.0.1", 0);
    try (Listener listener =
        Listener.start(settings, Constant.routes(body), new SecureRandom(), (_, _, _, _) -> {})) {
      System.out.println(listener.port());
      while (System.in.read() >= 0) {
        // Until the input ends.
      }
    }
  }
}
