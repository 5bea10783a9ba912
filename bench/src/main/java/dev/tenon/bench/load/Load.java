package dev.tenon.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// What load to make.
///
/// @param targets what is asked: connection `n` asks the one at `n` modulo their number
/// @param connections that are open at the same time
/// @param before how long to run before counting
/// @param during how long to count
/// @param pace how long after its last request a connection sends the next at the earliest; zero
///   for as soon as the answer is there
public record Load(
    List<Target> targets, int connections, Duration before, Duration during, Duration pace) {
  /// Stands for three digits, and has as many characters.
  public static final String NUMBER = "###";

  private static final int TARGETS_FROM = 4;

  public Load {
    targets = List.copyOf(targets);
  }

  /// The same `request` on every connection, again as soon as it is answered.
  ///
  /// @param request the whole request; [#NUMBER] in it is the connection's number
  public Load(int port, String request, int connections, Duration before, Duration during) {
    this(List.of(new Target(port, request)), connections, before, during, Duration.ZERO);
  }

  Target target(int number) {
    return targets.get(number % targets.size());
  }

  /// One line for another process to [#parse].
  public String line() {
    StringBuilder line = new StringBuilder();
    line.append(
        "%d %d %d %d".formatted(connections, before.toMillis(), during.toMillis(), pace.toNanos()));
    for (Target target : targets) {
      byte[] request = target.request().getBytes(StandardCharsets.UTF_8);
      line.append(' ').append(target.port());
      line.append(' ').append(Base64.getEncoder().encodeToString(request));
    }
    return line.toString();
  }

  static Load parse(String line) {
    String[] it = line.split(" ", -1);
    List<Target> targets = new ArrayList<>();
    for (int i = TARGETS_FROM; i < it.length; i += 2) {
      byte[] request = Base64.getDecoder().decode(it[i + 1]);
      targets.add(new Target(Integer.parseInt(it[i]), new String(request, StandardCharsets.UTF_8)));
    }
    return new Load(
        targets,
        Integer.parseInt(it[0]),
        Duration.ofMillis(Long.parseLong(it[1])),
        Duration.ofMillis(Long.parseLong(it[2])),
        Duration.ofNanos(Long.parseLong(it[3])));
  }

  /// A request and where it goes.
  ///
  /// @param port on the loopback address
  /// @param request the whole request; its lines may end in `\n` alone
  public record Target(int port, String request) {
    public Target {
      request = request.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    /// What the connection of this number sends.
    byte[] bytes(int number) {
      return request.replace(NUMBER, "%03d".formatted(number)).getBytes(StandardCharsets.UTF_8);
    }
  }
}
