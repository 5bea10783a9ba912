package dev.tenon.server.admin.clients;

import dev.tenon.client.ClientForm;
import dev.tenon.client.ClientForm.FormField;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.secret.Secret;
import dev.tenon.server.admin.clients.FieldView.Choice;
import dev.tenon.server.admin.clients.FieldView.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields that a connection definition's OAuth clients have, as the API says them, made ready
/// for a page; and the draft that comes of what was typed into them.
final class ClientFields {
  private static final Set<String> BASICS = Set.of("name", "apps");

  private final Connector connector;
  private final ConnectionDefinition definition;
  private final List<FormField> fields;

  /// @param owner whether the workspace owns the connector
  ClientFields(Connector connector, ConnectionDefinition definition, boolean owner) {
    this.connector = connector;
    this.definition = definition;
    this.fields = ClientForm.of(connector, definition, owner);
  }

  /// What fields are called, by the API's name.
  Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    fields.forEach(it -> titles.put(it.name(), it.title()));
    titles.put("connection_definition", "The connection definition");
    connector.parameters().forEach(it -> titles.put(Typed.PARAMETER + it.name(), it.title()));
    titles.put(Typed.PARAMETER + "environment", "Environment");
    titles.put(Typed.PARAMETER + "region", "Region");
    return titles;
  }

  /// Where the form begins: what the connector takes where nothing is said, ticked already where it
  /// can be.
  Typed fresh(Typed typed) {
    return scopes().map(it -> typed.with("scope", it.fresh())).orElse(typed);
  }

  private Optional<ScopeField> scopes() {
    return Kinds.scopes(definition.authorization()).map(it -> new ScopeField(connector, it));
  }

  /// The fields of the step about the registration.
  ///
  /// @param stored where an existing client is edited
  List<FieldView> views(Typed typed, Problems problems, Optional<OAuthClient> stored) {
    List<FieldView> views = new ArrayList<>();
    for (FormField field : fields) {
      if (BASICS.contains(field.name())) {
        continue;
      }
      if (field.name().equals("parameters")) {
        views.addAll(new ParameterFields(connector).views(typed, problems));
      } else {
        views.add(view(field, typed, problems, stored));
      }
    }
    return List.copyOf(views);
  }

  private FieldView view(
      FormField field, Typed typed, Problems problems, Optional<OAuthClient> stored) {
    return switch (field.name()) {
      case "client_secret" -> secret(field, problems, stored);
      case "client_secret_expires_at" ->
          plain(field, Kind.DATE, typed, problems, "You are told 30, 14, 7 and 1 day before.");
      case "scope" ->
          scopes()
              .map(it -> it.view(field, typed, problems))
              .orElseGet(() -> plain(field, Kind.TEXT, typed, problems, field.description()));
      case "client_authentication" -> select(field, typed, problems, ClientFields::method);
      case "refresh" -> select(field, typed, problems, ClientFields::refresh);
      case "public" -> flag(field, typed, problems);
      default -> plain(field, Kind.TEXT, typed, problems, field.description());
    };
  }

  private static FieldView plain(
      FormField field, Kind kind, Typed typed, Problems problems, String hint) {
    return new FieldView(
        kind,
        field.name(),
        field.title(),
        field.required(),
        typed.text(field.name()),
        hint,
        field.usual().orElse(""),
        List.of(),
        "",
        Optional.empty(),
        problems.of(field.name()));
  }

  private FieldView secret(FormField field, Problems problems, Optional<OAuthClient> stored) {
    Optional<String> kept =
        stored.stream()
            .flatMap(it -> it.secrets().stream())
            .findFirst()
            .map(it -> "Left empty, the one that ends in …%s stays.".formatted(it.lastFour()));
    boolean key =
        fields.stream()
            .filter(it -> it.name().equals("client_authentication"))
            .anyMatch(it -> it.choices().contains("private_key_jwt"));
    return new FieldView(
        key ? Kind.SECRET_LINES : Kind.SECRET,
        field.name(),
        key ? "Client secret or private key" : field.title(),
        field.required() && kept.isEmpty(),
        "",
        kept.map(it -> it + " ").orElse("") + "It is sealed at once, and no page shows it again.",
        "",
        List.of(),
        "",
        Optional.empty(),
        problems.of(field.name()));
  }

  private static FieldView select(
      FormField field,
      Typed typed,
      Problems problems,
      java.util.function.Function<String, String> label) {
    String value = typed.text(field.name());
    List<Choice> choices = new ArrayList<>();
    String usual = field.usual().orElse("");
    if (!field.name().equals("refresh")) {
      choices.add(new Choice("", "Default: " + label.apply(usual), "", "", value.isEmpty()));
    }
    field
        .choices()
        .forEach(
            it ->
                choices.add(
                    new Choice(
                        it,
                        label.apply(it),
                        "",
                        "",
                        it.equals(value)
                            || (value.isEmpty()
                                && field.name().equals("refresh")
                                && it.equals(usual)))));
    return new FieldView(
        Kind.SELECT,
        field.name(),
        field.title(),
        false,
        value,
        field.name().equals("refresh") ? field.description() : "How the hub proves who it is.",
        "",
        choices,
        "",
        Optional.empty(),
        problems.of(field.name()));
  }

  private static FieldView flag(FormField field, Typed typed, Problems problems) {
    return new FieldView(
        Kind.FLAG,
        field.name(),
        "Public: every workspace of this installation may use it",
        false,
        typed.all(field.name()).isEmpty() ? "" : "true",
        "Do not make company- or customer-specific clients public: every workspace’s users then"
            + " consent to your application, and the provider counts their use as yours.",
        "",
        List.of(),
        "",
        Optional.empty(),
        problems.of(field.name()));
  }

  private static String method(String name) {
    return switch (name) {
      case "client_secret_basic" -> "Basic auth header";
      case "client_secret_post" -> "Client credentials body";
      case "private_key_jwt" -> "Signed assertion (private_key_jwt)";
      case "none" -> "None: a public client without a secret";
      default -> name;
    };
  }

  private static String refresh(String name) {
    return switch (name) {
      case "on_demand" -> "When an app asks, and before a refresh token would die";
      case "always_warm" -> "Always warm: before each access token ends";
      default -> name;
    };
  }

  /// The redirect URI to register, where there is one.
  Optional<URI> redirect(URI ours) {
    return definition.authorization() instanceof Authorization.AuthorizationCode
        ? Optional.of(ours)
        : Optional.empty();
  }

  /// The draft of a new client.
  OAuthClientDraft draft(Typed typed, Optional<Secret> secret) {
    return configuration(typed, secret, Optional.empty())
        .with("name", typed.text("name"))
        .with("connector", connector.name().value())
        .with("connection_definition", definition.name().value())
        .withApps(typed.apps());
  }

  /// The draft that changes what a stored client is registered with. What is left empty is taken
  /// away, but for the secret.
  OAuthClientDraft change(Typed typed, Optional<Secret> secret, OAuthClient stored) {
    return configuration(typed, secret, Optional.of(stored));
  }

  private OAuthClientDraft configuration(
      Typed typed, Optional<Secret> secret, Optional<OAuthClient> stored) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, String> parameters = new LinkedHashMap<>();
    Optional<Boolean> lent = Optional.empty();
    Typed before = stored.map(Typed::of).orElse(new Typed(Map.of()));
    for (FormField field : fields) {
      switch (field.name()) {
        case "name", "apps", "client_secret" -> {}
        case "public" -> lent = Optional.of(!typed.all("public").isEmpty());
        case "parameters" -> parameters.putAll(new ParameterFields(connector).values(typed));
        case "scope" -> texts.put("scope", typed.scope());
        default -> {
          // A day that was not touched neither cuts the time that the provider gave nor holds for
          // another secret.
          if (!field.name().equals("client_secret_expires_at")
              || !typed.text(field.name()).equals(before.text(field.name()))) {
            texts.put(field.name(), typed.text(field.name()));
          }
        }
      }
    }
    if (stored.isEmpty()) {
      texts.values().removeIf(String::isBlank);
      parameters.values().removeIf(String::isBlank);
    }
    return new OAuthClientDraft(texts, secret, lent, Optional.empty(), parameters);
  }

  /// The secret that was typed, without space around it.
  static Optional<Secret> secret(String typed) {
    return Optional.of(typed.strip()).filter(it -> !it.isEmpty()).map(Secret::of);
  }
}
