package dev.tenon.server.admin.clients;

import dev.tenon.client.ClientForm.FormField;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Field;
import dev.tenon.connector.ScopeRules;
import dev.tenon.server.admin.clients.FieldView.Choice;
import dev.tenon.server.admin.clients.FieldView.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The scope, to be picked from what the connector offers, with what each token allows.
record ScopeField(Connector connector, ScopeRules rules) {

  /// The tokens that are ticked from the beginning: the connector's default, where all of it can be
  /// picked. A default that is made with a parameter of the client stays a default: what is ticked
  /// would be asked for in its place.
  List<String> fresh() {
    if (!rules.defaults().names().isEmpty()) {
      return List.of();
    }
    List<String> tokens = tokens(usual()).toList();
    return offered().containsAll(tokens) ? tokens : List.of();
  }

  /// What holds where nothing is picked, with the names of parameters in it.
  private String usual() {
    return rules.defaults().expand(name -> Optional.of("‹" + title(name) + "›"));
  }

  private String title(String name) {
    return connector.parameters().stream()
        .filter(it -> it.name().equals(name))
        .map(Field::title)
        .findFirst()
        .orElse(name);
  }

  private Set<String> offered() {
    return rules.offered().stream().map(ScopeRules.OfferedScope::token).collect(Collectors.toSet());
  }

  private static Stream<String> tokens(String text) {
    return Stream.of(text.strip().split("\\s+", -1)).filter(it -> !it.isEmpty());
  }

  FieldView view(FormField field, Typed typed, Problems problems) {
    return rules.offered().isEmpty()
        ? new FieldView(
            Kind.TEXT,
            "scope_other",
            field.title(),
            field.required(),
            typed.scope(),
            field.description(),
            usual(),
            List.of(),
            "",
            Optional.empty(),
            problems.of("scope"))
        : new FieldView(
            Kind.BOXES,
            field.name(),
            field.title(),
            field.required(),
            "",
            "What your users are asked to allow.",
            usual(),
            choices(typed),
            tokens(typed.scope())
                .filter(it -> !offered().contains(it))
                .collect(Collectors.joining(" ")),
            Optional.empty(),
            problems.of("scope"));
  }

  private List<Choice> choices(Typed typed) {
    Set<String> minimum = rules.minimum().tokens();
    List<String> ticked = typed.scopeTokens();
    return rules.offered().stream()
        .map(
            it ->
                new Choice(
                    it.token(),
                    it.token(),
                    it.allows(),
                    minimum.isEmpty() || minimum.contains(it.token())
                        ? ""
                        : "more than reading needs",
                    ticked.contains(it.token())))
        .toList();
  }
}
