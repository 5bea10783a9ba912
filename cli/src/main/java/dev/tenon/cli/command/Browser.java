package dev.tenon.cli.command;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/// Opens a page for the person at this machine.
@FunctionalInterface
public interface Browser {
  /// Opens it; false where there is no browser to open it with.
  boolean open(URI page);

  /// Opens nothing.
  static Browser none() {
    return _ -> false;
  }

  /// The machine's own browser, by `open` or `xdg-open`.
  static Browser ofThisMachine() {
    return page -> start("open", page) || start("xdg-open", page);
  }

  private static boolean start(String program, URI page) {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    if (mac != program.equals("open")) {
      return false;
    }
    try {
      var process =
          new ProcessBuilder(List.of(program, page.toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.isAlive() || process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
