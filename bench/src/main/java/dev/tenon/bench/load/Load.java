package dev.tenon.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// What load to make.
///
/// @param port on the loopback address
/// @param request the whole request; its lines may end in `\n` alone, and [#NUMBER] in it is the
///   connection's number
/// @param connections that are open at the same time
/// @param before how long to run before counting
/// @param during how long to count
public record Load(int port, String request, int connections, Duration before, Duration during) {
  /// Stands for three digits, and has as many characters.
  public static final String NUMBER = "###";

  public Load {
    request = request.replace("\r\n", "\n").replace("\n", "\r\n");
  }

  /// What the connection of this number sends.
  byte[] request(int number) {
    return request.replace(NUMBER, "%03d".formatted(number)).getBytes(StandardCharsets.UTF_8);
  }

  /// One line for another process to [#parse].
  public String line() {
    return "%d %s %d %d %d"
        .formatted(
            port,
            Base64.getEncoder().encodeToString(request.getBytes(StandardCharsets.UTF_8)),
            connections,
            before.toMillis(),
            during.toMillis());
  }

  static Load parse(String line) {
    String[] it = line.split(" ", -1);
    return new Load(
        Integer.parseInt(it[0]),
        new String(Base64.getDecoder().decode(it[1]), StandardCharsets.UTF_8),
        Integer.parseInt(it[2]),
        Duration.ofMillis(Long.parseLong(it[3])),
        Duration.ofMillis(Long.parseLong(it[4])));
  }
}
