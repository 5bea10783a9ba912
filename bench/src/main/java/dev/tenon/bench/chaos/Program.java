package dev.tenon.bench.chaos;

import dev.tenon.bench.AotCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program as its launcher starts it, without the launcher's look at the sources each time.
public record Program(Path jar, Path cache) {

  /// Builds it, with its cache of the JDK's ahead-of-time work.
  public static Program make(Path root) throws IOException {
    Path cache = AotCache.make(root.toAbsolutePath().normalize()).file();
    return new Program(cache.resolveSibling("tenon.jar"), cache);
  }

  /// The command line for `words`.
  public List<String> command(List<String> words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // What lives for seconds is not worth the second compiler.
                "-XX:TieredStopAtLevel=1",
                "-XX:CompileThresholdScaling=5",
                "-XX:+UseSerialGC",
                // Fewer page faults, which are most of a start where they are dear.
                "-Xms64m",
                "-XX:+UseTransparentHugePages",
                "-Xlog:disable",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dtenon.columns=0",
                "-XX:AOTCache=" + cache,
                "-jar",
                jar.toString()));
    command.addAll(words);
    return command;
  }
}
