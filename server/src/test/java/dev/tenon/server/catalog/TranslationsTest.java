package dev.tenon.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connect.Permission;
import dev.tenon.connector.Authorization.AuthorizationCode;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ScopeRules.OfferedScope;
import dev.tenon.connector.UserTexts;
import dev.tenon.workspace.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What connectors tell end users, in the languages of the pages.
final class TranslationsTest {
  private static final Pattern ENGLISH =
      Pattern.compile(
          "\\b(the|you|your|and|read|with|this|which|user)\\b", Pattern.CASE_INSENSITIVE);

  private static final String ACME =
      """
      name: acme
      extends: base
      title: Acme
      """;

  private static final String BASE =
      """
      name: base
      title: Base
      definitions:
        key:
          title: Key
          type: api_key
          fields:
            key: {title: Key, secret: true}
            area: {title: Area, choices: [north, south], required: false}
      translations:
        Key: {de: Schlüssel, fr: Clé}
        Area: {de: Gebiet}
        north: {de: Norden}
      """;

  static List<Connector> shipped() {
    return new ShippedConnectors().all();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void whatever_a_shipped_connector_tells_users_it_tells_in_every_language(Connector connector) {
    Set<String> told = UserTexts.of(connector.definitions(), connector.resources());
    Set<String> ours = saidByTheHub(connector);
    for (String text : told.stream().filter(it -> !ours.contains(it)).toList()) {
      for (Language language : others()) {
        Optional<String> said = connector.translations().find(text, language);
        assertThat(said).as(connector.name() + ", " + language + ": " + text).isPresent();
        assertThat(ENGLISH.matcher(said.get()).find()).as(said.get()).isFalse();
      }
    }
  }

  @Test
  void trimble_and_autodesk_tell_users_something() {
    assertThat(shipped())
        .filteredOn(
            it ->
                Set.of("trimble-connect", "trimble-agriculture", "autodesk-platform-services")
                    .contains(it.name().value()))
        .hasSize(3)
        .allSatisfy(it -> assertThat(it.translations().byText()).hasSizeGreaterThan(3));
  }

  @Test
  void translations_are_inherited_and_said_anew_language_by_language() {
    Connector acme = good(ACME + "translations: {Key: {de: Kennwort, nl: Sleutel}}\n");

    assertThat(acme.translations().find("Key", Language.DE)).contains("Kennwort");
    assertThat(acme.translations().find("Key", Language.NL)).contains("Sleutel");
    assertThat(acme.translations().find("Key", Language.FR)).contains("Clé");
    assertThat(acme.translations().find("north", Language.DE)).contains("Norden");
    assertThat(acme.translations().find("south", Language.DE)).isEmpty();
  }

  @Test
  void a_text_that_was_taken_away_need_not_lose_its_inherited_translation() {
    Connector acme = good(ACME + "definitions: {key: {fields: {area: ~}}}\n");

    assertThat(UserTexts.of(acme.definitions(), acme.resources())).containsExactly("Key");
  }

  @Test
  void a_translation_of_what_nobody_is_told_is_refused_with_its_place() {
    assertThat(check(ACME + "translations: {Keys: {de: Schlüssel}}\n"))
        .isInstanceOfSatisfying(
            CatalogueCheck.Bad.class,
            bad ->
                assertThat(bad.problems())
                    .extracting(Object::toString)
                    .containsExactly(
                        "acme.yaml:4:16: translations.Keys: is not a text of this connector that"
                            + " end users read (did you mean 'Key'?)"));
  }

  private static Connector good(String yaml) {
    CatalogueCheck check = check(yaml);
    assertThat(check).as(check.toString()).isInstanceOf(CatalogueCheck.Good.class);
    return ((CatalogueCheck.Good) check).connector();
  }

  private static CatalogueCheck check(String yaml) {
    return ConnectorCompiler.check(
        "acme.yaml",
        yaml,
        parent -> YamlReader.read(parent + ".yaml", BASE, new java.util.ArrayList<>()));
  }

  /// The common permissions of OpenID Connect, which the hub says itself.
  private static Set<String> saidByTheHub(Connector connector) {
    return connector.definitions().stream()
        .map(it -> it.authorization() instanceof AuthorizationCode code ? code : null)
        .filter(java.util.Objects::nonNull)
        .flatMap(it -> it.authorize().scopes().offered().stream())
        .filter(it -> Permission.isSilent(it.token()))
        .map(OfferedScope::allows)
        .collect(Collectors.toSet());
  }

  private static List<Language> others() {
    return Arrays.stream(Language.values()).filter(it -> it != Language.EN).toList();
  }
}
