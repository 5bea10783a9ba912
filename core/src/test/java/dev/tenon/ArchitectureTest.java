package dev.tenon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.tenon.connect.BrowserKey;
import dev.tenon.connect.ConnectCode;
import dev.tenon.connect.GrantHandle;
import dev.tenon.connect.LinkSecret;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The rooms of core as the map draws them: each uses only rooms above it.
@AnalyzeClasses(packages = "dev.tenon", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final List<String> ROOMS =
      List.of(
          "secret",
          "access",
          "audit",
          "workspace",
          "member",
          "oauth",
          "connector",
          "client",
          "entry",
          "app",
          "connection",
          "webhook",
          "connect",
          "token",
          "call",
          "exchange",
          "resource",
          "overview",
          "sync");

  @ArchTest
  static final ArchRule no_cycles = slices().matching("dev.tenon.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule every_class_is_in_a_room_of_the_map =
      classes()
          .should()
          .resideInAnyPackage(
              ROOMS.stream().map(room -> "dev.tenon." + room).toArray(String[]::new));

  @ArchTest
  static final ArchRule every_room_says_what_it_is_for_and_refuses_null =
      classes().should(haveAPageThatIsNullMarked());

  @ArchTest
  static final ArchRule only_the_base_module =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.tenon..",
              "java.lang..",
              "java.util..",
              "java.time..",
              "java.net",
              "java.nio..",
              "java.io",
              "java.math",
              "java.security..",
              "java.text",
              "javax.crypto..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule secrets_are_opened_where_the_map_says =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.tenon.secret", "dev.tenon.oauth", "dev.tenon.access")
          .and()
          .doNotBelongToAnyOf(
              LinkSecret.class, BrowserKey.class, ConnectCode.class, GrantHandle.class)
          .should()
          .callMethod(dev.tenon.secret.Secret.class, "reveal");

  @ArchTest
  static final ArchRule time_and_chance_come_in =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callConstructor(java.util.Random.class)
          .orShould()
          .callConstructor(java.security.SecureRandom.class);

  @ArchTest
  static final ArchRule names_say_what_a_thing_is =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @ArchTest
  static void each_room_uses_only_rooms_above_it(
      com.tngtech.archunit.core.domain.JavaClasses core) {
    for (int i = 0; i < ROOMS.size(); i++) {
      List<String> below = ROOMS.subList(i + 1, ROOMS.size());
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage("dev.tenon." + ROOMS.get(i))
          .should()
          .dependOnClassesThat(in(below))
          .allowEmptyShould(false)
          .check(core);
    }
  }

  /// In every module and for tests too. Compiled classes cannot tell: a package of tests that the
  /// hub has as well would pass by the hub's page.
  @Test
  void every_package_of_every_module_has_its_page() throws IOException {
    List<Path> packages = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(Path.of(".."))) {
      for (Path module : modules) {
        for (String kind : List.of("main", "test")) {
          Path sources = module.resolve("src").resolve(kind).resolve("java");
          if (Files.isDirectory(sources)) {
            packages.addAll(packages(sources));
          }
        }
      }
    }

    assertThat(packages)
        .hasSizeGreaterThan(50)
        .allSatisfy(each -> assertThat(each.resolve("package-info.java")).exists());
  }

  private static List<Path> packages(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("module-info.java"))
          .map(file -> Objects.requireNonNull(file.getParent()))
          .distinct()
          .toList();
    }
  }

  private static ArchCondition<JavaClass> haveAPageThatIsNullMarked() {
    return ArchCondition.from(
        DescribedPredicate.describe(
            "be in a package whose package-info.java is @NullMarked",
            type -> type.getPackage().isAnnotatedWith(NullMarked.class)));
  }

  private static DescribedPredicate<JavaClass> in(List<String> rooms) {
    return DescribedPredicate.describe(
        "are in " + rooms,
        type -> rooms.stream().anyMatch(room -> type.getPackageName().equals("dev.tenon." + room)));
  }
}
