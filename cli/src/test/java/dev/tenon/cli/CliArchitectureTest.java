package dev.tenon.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tenon.cli.run.EmbeddedHub;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CliArchitectureTest {
  private static final JavaClasses CLI =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tenon.cli");

  @Test
  void commands_reach_the_hub_by_the_sdk_alone() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.tenon.cli.command..", "dev.tenon.cli.terminal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.tenon.server..", "dev.tenon.sandbox..", "dev.tenon.cli.run..")
        .check(CLI);
  }

  @Test
  void program_knows_nothing_of_core_or_of_the_insides_of_the_hub() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(EmbeddedHub.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.tenon.server.*..",
            "dev.tenon.sandbox.*..",
            "dev.tenon.access..",
            "dev.tenon.client..",
            "dev.tenon.connection..",
            "dev.tenon.token..")
        .check(CLI);
  }

  @Test
  void time_comes_from_a_clock() {
    noClasses().should().callMethod(Instant.class, "now").check(CLI);
  }
}
