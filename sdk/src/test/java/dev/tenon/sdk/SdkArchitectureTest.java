package dev.tenon.sdk;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
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

  /// Class files of Java 17 begin with 61; the compiler's release flag held the calls to its JDK.
  @Test
  void classes_run_on_java_17() throws IOException {
    try (var file = TenonClient.class.getResourceAsStream("TenonClient.class");
        var data = new DataInputStream(Objects.requireNonNull(file))) {
      assertThat(data.readInt()).isEqualTo(0xCAFEBABE);
      assertThat(data.readUnsignedShort()).isZero();
      assertThat(data.readUnsignedShort()).isEqualTo(61);
    }
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
