package dev.tenon.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The rooms of the server as the map draws them: `Hub` knows all, `admin`, `api`, `connect`, `ops`
/// and `proxy` know `http`, and nothing else knows a neighbour.
@AnalyzeClasses(packages = "dev.tenon.server", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String ROOM = "dev.tenon.server.";
  private static final List<String> ROOMS =
      List.of(
          "http",
          "admin",
          "api",
          "compat",
          "connect",
          "exchange",
          "ops",
          "outbound",
          "sql",
          "vault",
          "catalog",
          "background",
          "journal",
          "proxy");
  private static final List<String> CONSOLE_ROOMS =
      List.of("page", "clients", "connections", "apps", "data");
  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "admin", List.of("http"),
          "api", List.of("http"),
          "compat", List.of("http"),
          "connect", List.of("http"),
          "exchange", List.of("http"),
          "ops", List.of("http"),
          "proxy", List.of("http"));

  @ArchTest
  static final ArchRule every_class_is_in_a_room_of_the_map =
      classes()
          .should()
          .resideInAPackage("dev.tenon.server")
          .orShould()
          .resideInAnyPackage(
              ROOMS.stream().map(room -> ROOM + room + "..").toArray(String[]::new));

  @ArchTest
  static final ArchRule every_room_says_what_it_is_for_and_refuses_null =
      classes()
          .should(
              ArchCondition.from(
                  DescribedPredicate.describe(
                      "be in a package whose package-info.java is @NullMarked",
                      (JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class))));

  @ArchTest
  static void no_room_knows_a_neighbour_but_http(JavaClasses server) {
    for (String room : ROOMS) {
      List<String> others =
          ROOMS.stream()
              .filter(other -> !other.equals(room))
              .filter(other -> !ALLOWED.getOrDefault(room, List.of()).contains(other))
              .map(other -> ROOM + other + "..")
              .toList();
      noClasses()
          .that()
          .resideInAPackage(ROOM + room + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others.toArray(String[]::new))
          .check(server);
    }
  }

  @ArchTest
  static void no_room_of_the_console_knows_a_neighbour_but_page(JavaClasses server) {
    for (String room : CONSOLE_ROOMS) {
      String[] others =
          Stream.concat(Stream.of("dev.tenon.server.admin"), beside(room)).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOM + "admin." + room + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .allowEmptyShould(true)
          .check(server);
    }
  }

  private static Stream<String> beside(String room) {
    return CONSOLE_ROOMS.stream()
        .filter(other -> !other.equals(room) && !other.equals("page"))
        .map(other -> ROOM + "admin." + other + "..");
  }

  @ArchTest
  static void no_room_knows_the_composition_root(JavaClasses server) {
    noClasses()
        .that()
        .resideInAPackage("dev.tenon.server.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.tenon.server")
        .check(server);
  }

  @ArchTest
  static final ArchRule only_sql_knows_databases =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tenon.server.sql..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.sqlite..",
              "org.postgresql..",
              "com.zaxxer..",
              "com.github.kagkarlsson..",
              "org.flywaydb..");

  @ArchTest
  static final ArchRule only_outbound_calls_out =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tenon.server.outbound..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.hc..", "java.net.http..");

  @ArchTest
  static final ArchRule only_http_knows_the_server_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tenon.server.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.helidon..");

  @ArchTest
  static final ArchRule secrets_are_opened_where_the_map_says =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.tenon.server.outbound..",
              "dev.tenon.server.vault..",
              "dev.tenon.server.api..",
              "dev.tenon.server.exchange..",
              // As the API does, for the one answer with a token.
              "dev.tenon.server.compat..",
              // Its entries are sealed whole; the tokens in them stay sealed.
              "dev.tenon.server.journal..",
              // The database address may hold the password.
              "dev.tenon.server.sql..")
          .and()
          // What was made just now, for the one page that shows it.
          .doNotHaveFullyQualifiedName("dev.tenon.server.admin.page.Shown")
          .should()
          .callMethod(dev.tenon.secret.Secret.class, "reveal");

  @ArchTest
  static final ArchRule the_clock_comes_in =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.tenon.server.Hub")
          // The machine's clock, against which the database's is measured.
          .and()
          .doNotHaveFullyQualifiedName("dev.tenon.server.sql.Database")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
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
  static final ArchRule nothing_is_injected_into_fields =
      methods().should().notBeAnnotatedWith("jakarta.inject.Inject");
}
