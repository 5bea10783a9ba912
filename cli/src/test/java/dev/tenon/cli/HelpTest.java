package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HelpTest {
  private final Program tenon = new Program();

  @AfterEach
  void stop() {
    tenon.close();
  }

  @Test
  void help_is_as_it_was_reviewed() {
    var seen = new StringBuilder();
    for (String line :
        new String[] {
          "--help",
          "token --help",
          "connections --help",
          "connect --help",
          "call -h",
          "syncs --help",
          "syncs add -h",
          "records -h"
        }) {
      seen.append("$ tenon ").append(line).append('\n').append(tenon.run(line).seen());
    }

    Golden.assertMatches("help.txt", seen.toString());
  }

  @Test
  void completion_knows_every_command() {
    String script = tenon.run("completion").out();

    assertThat(script)
        .contains("complete -F")
        .contains("oauth-clients")
        .contains("--client-secret-file");
  }

  @Test
  void version_is_told() {
    assertThat(tenon.run("version").out()).startsWith("tenon ");
    assertThat(tenon.run("--version").out()).isEqualTo(tenon.run("version").out());
    assertThat(tenon.run("--version").code()).isEqualTo(ExitCode.OK);
  }
}
