package dev.tenon.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The connections of this machine, as the kernel of Linux tells them (proc_pid_net(5)).
final class Sockets {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final int HEX = 16;
  private static final String SOCKET = "socket:[";

  private Sockets() {}

  /// The connections on which bytes have come that their process has not read.
  static Set<Ends> unread() {
    return ends(row -> row.unread() > 0);
  }

  /// The connections of the process `pid`; none where it is gone.
  static Set<Ends> of(long pid) {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      descriptors
          .map(Sockets::target)
          .filter(target -> target.startsWith(SOCKET))
          .forEach(it -> inodes.add(it.substring(SOCKET.length(), it.length() - 1)));
    } catch (IOException _) {
      return Set.of();
    }
    return ends(row -> inodes.contains(row.inode()));
  }

  /// Empty text where it is gone: what is being closed just then hides none of the others.
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException _) {
      return "";
    }
  }

  private static Set<Ends> ends(Predicate<Row> wanted) {
    Set<Ends> ends = new HashSet<>();
    // A table that changes while it is read may leave out a row, hardly the same one twice.
    for (Path table : List.of(TABLES.get(0), TABLES.get(1), TABLES.get(0), TABLES.get(1))) {
      try {
        Files.readAllLines(table).stream()
            .skip(1)
            .map(Row::of)
            .filter(wanted)
            .forEach(row -> ends.add(row.ends()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Set.copyOf(ends);
  }

  /// The ports of a connection within this machine, as the process sees them.
  record Ends(int local, int remote) {}

  private record Row(Ends ends, long unread, String inode) {
    /// sl, local_address, rem_address, st, tx_queue:rx_queue, tr:tm->when, retrnsmt, uid, timeout,
    /// inode; all but the last three in hexadecimal.
    static Row of(String line) {
      String[] words = line.strip().split("\\s+", -1);
      return new Row(
          new Ends(port(words[1]), port(words[2])), Long.parseLong(after(words[4]), HEX), words[9]);
    }

    private static int port(String address) {
      return Integer.parseInt(after(address), HEX);
    }

    private static String after(String pair) {
      return pair.substring(pair.indexOf(':') + 1);
    }
  }
}
