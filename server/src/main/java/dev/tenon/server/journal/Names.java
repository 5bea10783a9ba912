package dev.tenon.server.journal;

import dev.tenon.secret.RandomText;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this process is called, and what those were called that it follows. Every process has a
/// name of its own, so what is held under another's can be given up whenever that comes to mind.
final class Names {
  private static final Logger LOG = LoggerFactory.getLogger(Names.class);
  private static final int LENGTH = 10;
  // So many processes may end, one after the other, before any of them could give up what the first
  // held; what is forgotten ends by its own time.
  private static final int MOST = 16;

  private final Slot slot;
  private final String own;
  private final List<String> earlier;

  /// Draws the name of the process that has taken `slot`.
  Names(Slot slot, RandomGenerator random) throws IOException {
    this.slot = slot;
    this.own = "node-" + RandomText.base62(random, LENGTH);
    this.earlier = new CopyOnWriteArrayList<>(slot.names());
    write();
  }

  String own() {
    return own;
  }

  List<String> earlier() {
    return List.copyOf(earlier);
  }

  /// Takes over the names of a process that is gone.
  void adopt(List<String> names) {
    names.stream().filter(name -> !earlier.contains(name)).forEach(earlier::add);
    write();
  }

  private void write() {
    try {
      slot.name(Stream.concat(Stream.of(own), earlier.stream()).limit(MOST).toList());
    } catch (IOException e) {
      // Its leases end by their own time when nobody knows whose they are.
      LOG.atWarn()
          .addKeyValue("problem", e.toString())
          .log("the name of this process is not on the disk");
    }
  }
}
