package dev.tenon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The launcher's cache of the JDK's ahead-of-time work, to be had and to be done without.
public final class AotCache {
  private final Path cache;

  private AotCache(Path cache) {
    this.cache = cache;
  }

  /// Builds the program, and makes the cache where it is missing or older.
  public static AotCache make(Path root) throws IOException {
    String launcher = root.resolve("tenon").toString();
    run(List.of(launcher, "--help"));
    Path built = root.resolve("cli/target/run");
    Optional<Path> there = find(built);
    if (there.isPresent() && isNewer(there.get(), built.resolve("tenon.built"))) {
      return new AotCache(there.get());
    }
    run(List.of(launcher, "--make-cache", "hub"));
    return new AotCache(
        find(built).orElseThrow(() -> new IllegalStateException("the launcher made no cache")));
  }

  private static Optional<Path> find(Path built) throws IOException {
    try (Stream<Path> files = Files.list(built)) {
      return files
          .filter(file -> file.getFileName().toString().matches("tenon-hub-.*\\.aot"))
          .findFirst();
    }
  }

  private static boolean isNewer(Path one, Path other) throws IOException {
    return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) > 0;
  }

  /// The cache itself.
  public Path file() {
    return cache;
  }

  /// Takes the cache away, and keeps the launcher from making a new one, until this is closed.
  Away away() {
    try {
      Away away = new Away(cache, cache.resolveSibling(cache.getFileName() + ".aside"));
      Files.move(away.cache(), away.aside());
      Files.createDirectory(away.lock());
      return away;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(List<String> command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("failed: " + String.join(" ", command));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Puts the cache back when it is closed.
  record Away(Path cache, Path aside) implements AutoCloseable {
    Path lock() {
      return cache.resolveSibling(cache.getFileName() + ".lock");
    }

    @Override
    public void close() {
      try {
        Files.delete(lock());
        Files.move(aside, cache);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
