import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Checks or applies the format of every Java file: `mvn validate` checks, `mvn validate
/// -Dformat=apply` rewrites.
final class Format {
  private static final Formatter FORMATTER =
      new Formatter(
          JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build());

  public static void main(String[] args) throws IOException {
    boolean apply = args.length > 0 && args[0].equals("apply");
    List<Path> wrong = Collections.synchronizedList(new ArrayList<>());
    sources().parallelStream()
        .forEach(
            file -> {
              if (changes(file, apply)) {
                wrong.add(file);
              }
            });
    if (!wrong.isEmpty() && !apply) {
      wrong.stream().sorted().forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("Run 'mvn validate -Dformat=apply' to format them.");
      System.exit(1);
    }
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(Path.of(""))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> isOurs(file.toString()))
          .filter(file -> !file.toString().contains("target/"))
          .toList();
    }
  }

  private static boolean isOurs(String file) {
    return file.startsWith("build/") || file.startsWith("docs/") || file.contains("src/");
  }

  private static boolean changes(Path file, boolean apply) {
    try {
      String source = Files.readString(file);
      String ordered =
          RemoveUnusedImports.removeUnusedImports(
              ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.GOOGLE));
      String formatted = FORMATTER.formatSource(ordered);
      if (formatted.equals(source)) {
        return false;
      }
      if (apply) {
        Files.writeString(file, formatted);
      }
      return true;
    } catch (FormatterException | IOException e) {
      // The formatter cannot read a lambda parameter named like a contextual keyword, for example.
      System.err.println(
          "cannot format " + file + ": " + e.getMessage().lines().findFirst().orElse(""));
      return true;
    }
  }
}
