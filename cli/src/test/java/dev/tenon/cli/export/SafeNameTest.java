package dev.tenon.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What providers call files, and what they are called on the disk.
final class SafeNameTest {
  @Test
  void names_lead_nowhere_and_hide_nothing() {
    assertThat(SafeName.of("anchor bolts.pdf")).isEqualTo("anchor bolts.pdf");
    assertThat(SafeName.of("../../etc/passwd")).isEqualTo("_.._etc_passwd");
    assertThat(SafeName.of("..")).isEqualTo("file");
    assertThat(SafeName.of("a\\b:c*d?.txt")).isEqualTo("a_b_c_d_.txt");
    assertThat(SafeName.of("plan\u0000\n.pdf")).isEqualTo("plan.pdf");
    assertThat(SafeName.of("gpj\u202e.exe")).isEqualTo("gpj.exe");
    assertThat(SafeName.of("NUL.txt")).isEqualTo("_NUL.txt");
    assertThat(SafeName.of("com1")).isEqualTo("_com1");
    assertThat(SafeName.of("  . ")).isEqualTo("file");
    assertThat(SafeName.of("=SUM(A1)")).isEqualTo("=SUM(A1)");
    assertThat(SafeName.of("Brücke – Übersicht.pdf")).isEqualTo("Brücke – Übersicht.pdf");
  }

  @Test
  void long_names_keep_their_ending_and_whole_letters() {
    String name = SafeName.of("ü".repeat(4000) + ".pdf");

    assertThat(name).endsWith("ü.pdf");
    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(180);
    assertThat(SafeName.of("x".repeat(4000))).hasSize(180);
  }

  @Test
  void two_of_one_name_are_told_apart() {
    assertThat(SafeName.with("plan.pdf", "fl_55/..")).isEqualTo("plan-fl55.pdf");
    assertThat(SafeName.with("plan", "7")).isEqualTo("plan-7");
  }
}
