package dev.tenon.server.admin.clients;

import dev.tenon.access.AppName;
import dev.tenon.client.AppAccess;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Field;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import dev.tenon.server.admin.page.Form;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was typed about an OAuth client, as it was typed, by the names of the form's fields. A
/// secret is never among it: it is asked for again.
record Typed(Map<String, List<String>> values) {
  static final String PARAMETER = "parameters.";

  /// The fields of the step about what it is called and who may use it.
  static final List<String> BASICS =
      List.of("name", "connection_definition", "apps", "app", "app_other");

  /// The other fields, but for parameters.
  static final List<String> CONFIGURATION =
      List.of(
          "client_id",
          "client_secret_expires_at",
          "authorization_url",
          "token_url",
          "refresh_url",
          "revocation_url",
          "scope",
          "scope_other",
          "prompt",
          "client_authentication",
          "refresh",
          "public");

  Typed {
    values = Map.copyOf(values);
  }

  /// What the form has, for an OAuth client of `connector`.
  static Typed of(Form form, Connector connector) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    names(connector)
        .forEach(
            name -> {
              List<String> all = form.all(name);
              if (!all.isEmpty()) {
                values.put(name, List.copyOf(all));
              }
            });
    return new Typed(values);
  }

  /// What the form of a stored client shows.
  static Typed of(OAuthClient client) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("name", List.of(client.name().value()));
    values.put("connection_definition", List.of(client.definition().value()));
    switch (client.apps()) {
      case AppAccess.All _ -> values.put("apps", List.of("all"));
      case AppAccess.Only(var names) -> {
        values.put("apps", List.of("some"));
        values.put("app", names.stream().map(AppName::value).sorted().toList());
      }
    }
    values.put("client_id", List.of(client.clientId()));
    values.put("client_secret_expires_at", List.of(day(client)));
    values.put("authorization_url", text(client.addresses().authorizationUrl().map(URI::toString)));
    values.put("token_url", text(client.addresses().tokenUrl().map(URI::toString)));
    values.put("refresh_url", text(client.addresses().refreshUrl().map(URI::toString)));
    values.put("revocation_url", text(client.addresses().revocationUrl().map(URI::toString)));
    values.put("scope", client.scope().map(it -> List.copyOf(it.tokens())).orElse(List.of()));
    values.put("prompt", text(client.prompt()));
    values.put(
        "client_authentication",
        text(client.authentication().map(ClientAuthenticationMethod::registeredName)));
    values.put("refresh", List.of(client.refreshMode().apiName()));
    values.put("public", client.lent() ? List.of("true") : List.of());
    client.parameters().forEach((name, value) -> values.put(PARAMETER + name, List.of(value)));
    return new Typed(values);
  }

  private static List<String> text(Optional<String> value) {
    return List.of(value.orElse(""));
  }

  private static String day(OAuthClient client) {
    return client.secrets().stream()
        .findFirst()
        .flatMap(it -> it.expiresAt())
        .map(it -> LocalDate.ofInstant(it, ZoneOffset.UTC).toString())
        .orElse("");
  }

  /// Every field of the form of a client of `connector`.
  static List<String> names(Connector connector) {
    return Stream.of(
            BASICS.stream(),
            CONFIGURATION.stream(),
            Stream.concat(
                    connector.parameters().stream()
                        .filter(it -> it.askedOf() == Field.AskedOf.ADMIN)
                        .map(Field::name),
                    Stream.of("environment", "region"))
                .map(it -> PARAMETER + it))
        .flatMap(it -> it)
        .distinct()
        .toList();
  }

  /// The one value of a field; empty text where there is none, or several.
  String text(String name) {
    List<String> all = all(name);
    return all.size() == 1 ? all.getFirst() : "";
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /// The same with another value.
  Typed with(String name, List<String> other) {
    Map<String, List<String>> all = new LinkedHashMap<>(values);
    all.put(name, other);
    return new Typed(all);
  }

  /// The scope that was picked and typed, as one text.
  String scope() {
    return Stream.concat(
            all("scope").stream(), Arrays.stream(text("scope_other").strip().split("[\\s,]+", -1)))
        .filter(it -> !it.isEmpty())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /// The tokens of [#scope()], as far as they are tokens.
  List<String> scopeTokens() {
    return Arrays.stream(scope().split(" ", -1)).filter(Scope::isToken).toList();
  }

  /// Which apps were chosen.
  OAuthClientDraft.Apps apps() {
    if (!text("apps").equals("some")) {
      return new OAuthClientDraft.Apps.All();
    }
    List<String> names = new ArrayList<>(all("app"));
    Arrays.stream(text("app_other").split(",", -1))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .forEach(names::add);
    return new OAuthClientDraft.Apps.Named(names.stream().distinct().toList());
  }
}
