package dev.tenon.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/// What the sandbox may use.
@AnalyzeClasses(
    packages = "dev.tenon.sandbox",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule sandbox_uses_nothing_of_the_hub =
      classes()
          .that()
          .resideInAPackage("dev.tenon.sandbox..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.tenon.sandbox..",
              "java..",
              "javax.crypto..",
              "org.jspecify..",
              "io.helidon..",
              "tools.jackson..",
              "com.nimbusds..",
              "org.slf4j..");

  @ArchTest
  static final ArchRule rooms_are_free_of_cycles =
      slices().matching("dev.tenon.sandbox.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule rooms_do_not_know_who_puts_them_together =
      noClasses()
          .that()
          .resideInAPackage("dev.tenon.sandbox.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.tenon.sandbox");

  @ArchTest
  static final ArchRule only_the_wire_knows_the_web_server =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tenon.sandbox.http")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon..");

  @ArchTest
  static final ArchRule time_comes_from_the_clock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule names_say_what_a_thing_is =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");
}
