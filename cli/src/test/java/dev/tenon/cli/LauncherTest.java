package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the launcher as a process, in a copy of the repository's outline.
final class LauncherTest {
  @TempDir private Path root;

  private Path tools;

  @BeforeEach
  void outline() throws IOException {
    Files.copy(Path.of("../tenon"), root.resolve("tenon"));
    tools = Files.createDirectory(root.resolve("tools"));
    for (String tool : List.of("dirname", "find", "head", "mkdir", "rm", "mv", "cat", "grep")) {
      Files.createSymbolicLink(tools.resolve(tool), which(tool));
    }
    Files.createSymbolicLink(tools.resolve("readlink"), which("readlink"));
    Files.createDirectories(root.resolve("cli/src/main"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.createDirectory(root.resolve("home"));
  }

  @Test
  void missing_jdk_is_told_in_one_line() throws Exception {
    var run = run(Map.of(), "version");

    assertThat(run.err())
        .isEqualTo(
            "tenon: no JDK 25 or newer was found: install one (for example Eclipse Temurin 25) or"
                + " set TENON_JAVA_HOME to it.\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void jdk_that_is_too_old_is_passed_over() throws Exception {
    Path old = jdk("old", "17.0.2");
    Path early = jdk("early", "9");

    var run = run(Map.of("JAVA_HOME", old.toString(), "TENON_JAVA_HOME", early.toString()), "x");

    assertThat(run.err()).contains("no JDK 25 or newer");
  }

  @Test
  void missing_maven_is_told_in_one_line() throws Exception {
    var run = run(Map.of("JAVA_HOME", jdk("new", "25.0.1").toString()), "version");

    assertThat(run.err())
        .isEqualTo(
            "tenon: Maven was not found, and the program must be built: install Maven 3.8.7 or"
                + " newer.\n");
  }

  @Test
  void program_is_built_once_and_then_run_with_its_words() throws Exception {
    fakeMaven("mkdir -p cli/target/run/lib; echo x >cli/target/run/tenon.jar; echo built >>builds");
    var environment = Map.of("JAVA_HOME", jdk("new", "25.0.1").toString());

    var first = run(environment, "token", "--json", "a b");
    var second = run(environment, "version");

    assertThat(first.code()).isZero();
    assertThat(first.out())
        .contains("[-XX:TieredStopAtLevel=1]")
        .contains("[-jar]")
        .contains("[token][--json][a b]");
    assertThat(second.out()).contains("[version]");
    assertThat(Files.readAllLines(root.resolve("builds"))).hasSize(1);
  }

  @Test
  void change_of_a_source_builds_again() throws Exception {
    fakeMaven("mkdir -p cli/target/run/lib; echo x >cli/target/run/tenon.jar; echo built >>builds");
    var environment = Map.of("JAVA_HOME", jdk("new", "26").toString());
    run(environment, "version");
    Path changed = Files.writeString(root.resolve("cli/src/main/A.java"), "class A {}");
    Files.setLastModifiedTime(
        changed,
        FileTime.fromMillis(
            Files.getLastModifiedTime(root.resolve("cli/target/run/tenon.built")).toMillis()
                + 5_000));

    run(environment, "version");

    assertThat(Files.readAllLines(root.resolve("builds"))).hasSize(2);
  }

  @Test
  void failed_build_shows_its_errors_and_runs_nothing() throws Exception {
    fakeMaven("echo '[INFO] noise'; echo '[ERROR] A.java is wrong'; exit 1");

    var run = run(Map.of("JAVA_HOME", jdk("new", "25").toString()), "version");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("[ERROR] A.java is wrong").doesNotContain("noise");
    assertThat(run.out()).isEmpty();
    assertThat(root.resolve("cli/target/run/building")).doesNotExist();
  }

  @Test
  void cache_of_the_jdk_is_used_when_it_is_there() throws Exception {
    fakeMaven("mkdir -p cli/target/run/lib; echo x >cli/target/run/tenon.jar");
    var environment = Map.of("JAVA_HOME", jdk("new", "25.0.1").toString());
    assertThat(run(environment, "version").out()).contains("[-Dtenon.launcher=");

    Path cache = Files.writeString(root.resolve("cli/target/run/tenon-client-25.0.1.aot"), "x");
    Files.setLastModifiedTime(
        cache,
        FileTime.fromMillis(
            Files.getLastModifiedTime(root.resolve("cli/target/run/tenon.built")).toMillis()
                + 5_000));

    assertThat(run(environment, "version").out())
        .contains("[-XX:AOTCache=" + root.toRealPath() + "/cli/target/run/tenon-client-25.0.1.aot]")
        .doesNotContain("tenon.launcher");
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = root.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "A=1\nJAVA_VERSION=\"" + version + "\"\n");
    executable(home.resolve("bin/java"), "for word; do printf '[%s]' \"$word\"; done; echo");
    return home;
  }

  private void fakeMaven(String script) throws IOException {
    executable(tools.resolve("mvn"), script);
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path which(String tool) {
    return List.of(Path.of("/bin", tool), Path.of("/usr/bin", tool)).stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new AssertionError("this test needs the program " + tool));
  }

  private Run run(Map<String, String> environment, String... words) throws Exception {
    var command = new ArrayList<>(List.of("/bin/sh", root.resolve("tenon").toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().clear();
    builder.environment().putAll(new HashMap<>(environment));
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", root.resolve("home").toString());
    builder.environment().put("TENON_JDK_DIRECTORIES", "");
    Path out = root.resolve("out");
    Path err = root.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private record Run(int code, String out, String err) {}
}
