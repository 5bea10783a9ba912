package dev.tenon.cli;

import static dev.tenon.server.journey.HeadlessBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.tenon.server.journey.HeadlessBrowser;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The guides, walked as they are printed: every command in a shell, against a real hub and the
/// sandbox, every click in a real browser. With `-Dpictures.update` their pictures are made anew.
final class GuidesTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Path PICTURES = DOCS.resolve("pictures/guides");
  private static final boolean MAKES_PICTURES = System.getProperty("pictures.update") != null;
  private static final Pattern LINK = Pattern.compile("https?://\\S+/connect/\\S+");
  private static final Pattern RELATIVE =
      Pattern.compile("\\]\\((?!https?:|mailto:|#)([^)#\\s]+)(?:#[^)]*)?\\)");

  @TempDir private Path directory;

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(DOCS.resolve("guides"))) {
      return files
          .filter(it -> !it.getFileName().toString().equals("README.md"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void guide_works_word_by_word(Path page) throws Exception {
    Guide guide = Guide.read(page);
    assertThat(guide.steps()).hasSizeGreaterThan(5);
    Path desk = Files.createDirectory(directory.resolve("desk"));
    try (var world = HubWithSandbox.start(Files.createDirectory(directory.resolve("hub")));
        HeadlessBrowser browser = HeadlessBrowser.start();
        Shell shell = Shell.start(desk, world)) {
      for (Guide.Step step : guide.steps()) {
        switch (step) {
          case Guide.Step.Save it -> Files.writeString(desk.resolve(it.name()), it.content());
          case Guide.Step.Run it -> shell.run(it.commands(), it.code());
          case Guide.Step.Printed it -> shell.printed(it.text());
          case Guide.Step.User it -> click(browser, shell.link(), it, world.hub());
        }
      }
    }
  }

  @Test
  void every_guide_is_in_the_list_and_every_relative_link_of_the_documents_leads_somewhere()
      throws IOException {
    String list = Files.readString(DOCS.resolve("guides/README.md"));
    assertThat(pages().map(it -> it.getFileName().toString()).toList())
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(name -> assertThat(list).contains("(" + name + ")"));
    List<String> dead = new ArrayList<>();
    for (Path document : documents()) {
      Matcher link = RELATIVE.matcher(Files.readString(document));
      while (link.find()) {
        if (!Files.exists(document.resolveSibling(link.group(1)))) {
          dead.add(document + " -> " + link.group(1));
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  private static List<Path> documents() throws IOException {
    Set<String> left = Set.of("target", ".git", "node_modules");
    List<Path> documents = new ArrayList<>();
    for (Path place : List.of(Path.of(".."), DOCS, Path.of("../bench"), Path.of("../python"))) {
      try (Stream<Path> files = Files.walk(place, place.equals(Path.of("..")) ? 1 : 6)) {
        files
            .filter(it -> it.toString().endsWith(".md"))
            .filter(it -> Stream.of(it.toString().split("/", -1)).noneMatch(left::contains))
            .forEach(documents::add);
      }
    }
    return documents;
  }

  /// The user opens the link, presses Connect, signs in and says yes, at each step that there is.
  private static void click(HeadlessBrowser browser, String link, Guide.Step.User user, URI hub) {
    try (BrowserContext window = browser.window(ColorScheme.LIGHT, 760)) {
      Page page = window.newPage();
      Camera camera = new Camera(page, user.pictures());
      page.navigate(link);
      camera.take();
      press(page, "^Connect ");
      page.locator("input[name=user][value=" + user.name() + "]").check();
      camera.take();
      press(page, "^Allow");
      page.waitForURL(Pattern.compile(Pattern.quote(hub.toString()) + ".*"));
      camera.take();
      if (user.organizations()) {
        page.getByText("Choose at Trimble Agriculture").click();
        for (var box : page.locator("input[name=organization]").all()) {
          box.check();
        }
        camera.take();
        press(page, "^Allow");
        page.waitForURL(Pattern.compile(Pattern.quote(hub.toString()) + ".*"));
        camera.take();
      }
      assertThat(page.textContent("h1")).containsIgnoringCase("connected");
    }
  }

  /// Takes a picture of each page where pictures are made.
  private static final class Camera {
    private final Page page;
    private final String name;
    private int taken;

    Camera(Page page, String name) {
      this.page = page;
      this.name = name;
    }

    void take() {
      taken++;
      if (MAKES_PICTURES && !name.isEmpty()) {
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + "-" + taken + ".png"))
                .setFullPage(true));
      }
    }
  }

  /// A shell that keeps its variables from one block to the next, as a reader's terminal does.
  private static final class Shell implements AutoCloseable {
    private static final String END = "@@ended ";

    private final Process bash;
    private final Path script;
    private final BufferedWriter in;
    private final BufferedReader out;
    private String said = "";
    private String link = "";

    private Shell(Process bash, Path script) {
      this.bash = bash;
      this.script = script;
      this.in = bash.outputWriter(StandardCharsets.UTF_8);
      this.out = bash.inputReader(StandardCharsets.UTF_8);
    }

    static Shell start(Path desk, HubWithSandbox world) throws IOException {
      Path tools = Files.createDirectory(desk.resolveSibling("tools"));
      program(
          tools.resolve("tenon"),
          "'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.tenon.cli.Main"
              .formatted(
                  Path.of(System.getProperty("java.home"), "bin/java"),
                  System.getProperty("java.class.path")));
      program(tools.resolve("python3"), "'" + Python.program() + "'");
      ProcessBuilder builder =
          new ProcessBuilder("bash", "--noprofile", "--norc")
              .directory(desk.toFile())
              .redirectErrorStream(true);
      Map<String, String> variables = world.variables();
      String admin = String.valueOf(variables.get("TENON_TEST_ADMIN_KEY"));
      builder
          .environment()
          .putAll(
              Map.of(
                  "PATH", tools + ":" + System.getenv("PATH"),
                  "TENON_URL", world.hub().toString(),
                  "SANDBOX", world.sandbox().toString(),
                  "ADMIN_KEY", admin,
                  "TENON_API_KEY", admin,
                  "PYTHONPATH", Path.of("../python/src").toAbsolutePath().normalize().toString(),
                  "EXAMPLES", DOCS.resolve("examples/trimble-todos").toAbsolutePath().toString()));
      return new Shell(builder.start(), tools.resolve("block.sh").toAbsolutePath());
    }

    private static void program(Path file, String command) throws IOException {
      Files.writeString(file, "#!/bin/sh\nexec " + command + " \"$@\"\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /// Runs `block`, each command of which must succeed but the last, which ends with `code`.
    void run(String block, int code) throws IOException {
      // In this shell, not in a child: its variables are the reader's.
      Files.writeString(script, (code == 0 ? "set -e\n" : "") + block);
      in.write("trap 'echo; echo \"" + END + "$?\"' EXIT\n");
      in.write("source '" + script + "' </dev/null; code=$?; set +e; trap - EXIT\n");
      in.write("echo; echo \"" + END + "$code\"\n");
      in.flush();
      StringBuilder text = new StringBuilder();
      String line = out.readLine();
      while (line != null && !line.startsWith(END)) {
        text.append(line).append('\n');
        line = out.readLine();
      }
      said = text.toString();
      assertThat(line).as(block + "\n" + said).isEqualTo(END + code);
      Matcher found = LINK.matcher(said);
      while (found.find()) {
        link = found.group();
      }
    }

    /// Expects what the last block printed, line by line; `…` stands for anything, lines too.
    void printed(String expected) {
      String pattern =
          Stream.of(expected.strip().split("…", -1))
              .map(GuidesTest.Shell::literally)
              .collect(Collectors.joining(".*"));
      assertThat(Pattern.compile(pattern, Pattern.DOTALL).matcher(said).find())
          .as(said + "\nshould show\n" + expected)
          .isTrue();
    }

    /// Spaces align columns, whose width depends on what else is there.
    private static String literally(String text) {
      return Stream.of(text.split("\\s+", -1))
          .map(Pattern::quote)
          .collect(Collectors.joining("\\s+"))
          .replace("\\Q\\E\\s+", "\\s*")
          .replace("\\s+\\Q\\E", "\\s*");
    }

    String link() {
      return link;
    }

    @Override
    public void close() throws IOException {
      in.close();
      try {
        if (!bash.waitFor(10, TimeUnit.SECONDS)) {
          bash.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
