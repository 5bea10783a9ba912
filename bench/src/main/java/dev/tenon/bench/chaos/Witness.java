package dev.tenon.bench.chaos;

import dev.tenon.bench.Directories;
import dev.tenon.secret.Vault;
import dev.tenon.server.journal.FileJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Looks into the journal that a killed process left, in a copy, before the next one does: what it
/// holds must not be lost.
final class Witness {
  private final Vault vault;
  private final Path copies;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong number = new AtomicLong();
  private final Map<String, Set<Long>> found = new ConcurrentHashMap<>();

  Witness(Vault vault, Path copies) {
    this.vault = vault;
    this.copies = copies;
  }

  void look(Node node) {
    Path journal = node.directory().resolve("data/journal");
    if (!Files.isDirectory(journal)) {
      return;
    }
    Path copy = copies.resolve("copy-" + number.incrementAndGet());
    try {
      copy(journal, copy.resolve("journal"));
      try (FileJournal opened = FileJournal.open(copy, vault, random)) {
        opened.unsettled().forEach(it -> note(it.connection().value(), it.version()));
      }
      Directories.delete(copy);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into the journal of node " + node.number(), e);
    }
  }

  private void note(String connection, long version) {
    found.computeIfAbsent(connection, _ -> ConcurrentHashMap.newKeySet()).add(version);
  }

  /// Whether a journal held the answer that became, or should have become, this version.
  boolean has(String connection, long version) {
    return found.getOrDefault(connection, Set.of()).contains(version);
  }

  /// How many answers were found in journals.
  int count() {
    return found.values().stream().mapToInt(Set::size).sum();
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path path : all) {
      Path target = to.resolve(from.relativize(path).toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(target);
      } else {
        Files.copy(path, target);
      }
    }
  }
}
