package dev.tenon.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The connections of this machine, as the kernel of Linux tells them (proc_pid_net(5)).
final class Sockets {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final int HEX = 16;

  private Sockets() {}

  /// The local ports of the connections on which bytes have come that their process has not read.
  static Set<Integer> unread() {
    Set<Integer> ports = new HashSet<>();
    for (Path table : TABLES) {
      try {
        Files.readAllLines(table).stream().skip(1).forEach(line -> look(line, ports));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Set.copyOf(ports);
  }

  /// sl, local_address, rem_address, st, tx_queue:rx_queue, …; everything in hexadecimal.
  private static void look(String line, Set<Integer> ports) {
    String[] words = line.strip().split("\\s+", -1);
    String local = words[1];
    String queues = words[4];
    if (Long.parseLong(queues.substring(queues.indexOf(':') + 1), HEX) > 0) {
      ports.add(Integer.parseInt(local.substring(local.indexOf(':') + 1), HEX));
    }
  }
}
