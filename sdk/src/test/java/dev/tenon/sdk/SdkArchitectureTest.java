package dev.tenon.sdk;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SdkArchitectureTest {
  private static final JavaClasses SDK =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tenon.sdk");

  @Test
  void sdk_uses_the_base_module_and_the_http_client_alone() {
    noClasses()
        .should()
        .dependOnClassesThat(
            not(
                resideInAnyPackage(
                    "dev.tenon.sdk..",
                    "java.lang..",
                    "java.util..",
                    "java.io..",
                    "java.nio..",
                    "java.net..",
                    "java.time..",
                    "java.security..",
                    "javax.net.ssl",
                    "org.jspecify.annotations")))
        .check(SDK);
  }

  @Test
  void json_knows_nothing_of_the_hub() {
    noClasses()
        .that()
        .resideInAPackage("dev.tenon.sdk.json")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.tenon.sdk")
        .check(SDK);
  }

  @Test
  void nothing_of_ours_prints_or_reads_the_clock() {
    noClasses()
        .should()
        .accessClassesThat()
        .haveFullyQualifiedName("java.io.PrintStream")
        .check(SDK);
    noClasses().should().callMethod(Instant.class, "now").check(SDK);
  }
}
