package dev.tenon.server.admin.clients;

import dev.tenon.access.AppName;
import dev.tenon.app.App;
import dev.tenon.client.OAuthClient;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.server.admin.clients.ClientFormPage.Basics;
import dev.tenon.server.admin.clients.ClientFormPage.Hidden;
import dev.tenon.server.admin.clients.ClientFormPage.Need;
import dev.tenon.server.admin.clients.ClientFormPage.Registration;
import dev.tenon.server.admin.clients.FieldView.Choice;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.page.WebLinks;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the parts of the form of OAuth clients.
final class FormPages {
  private final ClientParts parts;

  FormPages(ClientParts parts) {
    this.parts = parts;
  }

  /// The step about name, definition and apps.
  ///
  /// @param definitions to choose from; one or none where nothing is chosen
  /// @param rename whether it is there already
  Basics basics(
      Visit visit,
      List<ConnectionDefinition> definitions,
      Typed typed,
      Problems problems,
      boolean rename) {
    String chosen = typed.text("connection_definition");
    List<Choice> choices = new ArrayList<>();
    for (ConnectionDefinition it : definitions) {
      boolean first = choices.isEmpty();
      choices.add(
          new Choice(
              it.name().value(),
              it.title(),
              Kinds.words(it.authorization()) + ".",
              it.advice().orElse(""),
              chosen.isEmpty() ? first : chosen.equals(it.name().value())));
    }
    Set<String> there =
        parts.apps().all(visit.workspace()).stream()
            .map(App::name)
            .map(AppName::value)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<String> named = typed.all("app");
    String other =
        Stream.concat(
                named.stream().filter(it -> !there.contains(it)),
                Stream.of(typed.text("app_other")).filter(it -> !it.isBlank()))
            .collect(Collectors.joining(", "));
    return new Basics(
        typed.text("name"),
        choices.size() > 1 ? choices : List.of(),
        choices.size() == 1 ? choices.getFirst().label() : "",
        !typed.text("apps").equals("some"),
        there.stream().map(it -> new Choice(it, it, "", "", named.contains(it))).toList(),
        other,
        rename,
        problems.byField());
  }

  /// The step about the registration.
  Registration registration(
      Connector connector,
      ConnectionDefinition definition,
      ClientFields fields,
      Typed typed,
      Problems problems,
      Optional<OAuthClient> stored) {
    return new Registration(
        stored.isPresent() ? "" : summary(definition, typed),
        fields.redirect(parts.redirectUri()).map(URI::toString),
        stored.isPresent() ? List.of() : needs(connector, definition),
        WebLinks.href(connector.setupGuide()),
        fields.views(typed, problems, stored));
  }

  private static String summary(ConnectionDefinition definition, Typed typed) {
    String apps =
        switch (typed.apps()) {
          case dev.tenon.client.OAuthClientDraft.Apps.All _ -> "all apps";
          case dev.tenon.client.OAuthClientDraft.Apps.Named(List<String> names) ->
              names.isEmpty() ? "no app yet" : String.join(", ", names);
        };
    return "“%s”, %s, for %s".formatted(typed.text("name"), definition.title(), apps);
  }

  /// What is needed at the provider.
  static List<Need> needs(Connector connector, ConnectionDefinition definition) {
    return Stream.concat(connector.prerequisites().stream(), definition.prerequisites().stream())
        .map(it -> new Need(it.text(), WebLinks.href(it.link()).orElse("")))
        .toList();
  }

  /// What was typed in the other step, to be carried along.
  static List<Hidden> hidden(Typed typed, List<String> shown) {
    List<Hidden> hidden = new ArrayList<>();
    typed
        .values()
        .forEach(
            (name, values) -> {
              if (!shown.contains(name)) {
                values.forEach(value -> hidden.add(new Hidden(name, value)));
              }
            });
    hidden.sort(java.util.Comparator.comparing(Hidden::name));
    return List.copyOf(hidden);
  }
}
