package dev.tenon.sandbox;

import static dev.tenon.sandbox.Wire.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.http.Form;
import java.net.http.HttpResponse;
import tools.jackson.databind.node.ObjectNode;

/// One client's calls at one provider, as a hub would make them.
record Journey(Wire wire, String provider, String clientId, String scope) {
  static Journey trimble(Wire wire) {
    return new Journey(wire, "trimble-id", "trimble-web", "openid harbour-app");
  }

  static Journey trimblePublic(Wire wire) {
    return new Journey(wire, "trimble-id", "trimble-public", "openid harbour-desktop");
  }

  static Journey aps(Wire wire) {
    return new Journey(wire, "aps", "aps-web", "data:read");
  }

  static Journey acme(Wire wire) {
    return new Journey(wire, "oidc", "acme-web", "openid profile offline_access");
  }

  Journey withScope(String other) {
    return new Journey(wire, provider, clientId, other);
  }

  Journey withClient(String other) {
    return new Journey(wire, provider, other, scope);
  }

  String path(String endpoint) {
    String below =
        switch (provider) {
          case "trimble-id" -> "/oauth/";
          case "aps" -> "/authentication/v2/";
          default -> "/";
        };
    return "/" + provider + below + endpoint;
  }

  Form authorization() {
    return form(
        "response_type",
        "code",
        "client_id",
        clientId,
        "redirect_uri",
        Wire.BACK,
        "scope",
        scope,
        "state",
        "s-1");
  }

  HttpResponse<String> show(Form authorization, String... headers) {
    return wire.get(path("authorize") + "?" + authorization.encode(), headers);
  }

  HttpResponse<String> decide(Form authorization, String user, String decision) {
    return wire.postForm(
        path("authorize") + "?" + authorization.encode(), form("user", user, "decision", decision));
  }

  String code(Form authorization, String user) {
    return Wire.param(Wire.callback(decide(authorization, user, "allow")), "code");
  }

  HttpResponse<String> token(Form form) {
    return isPublic()
        ? wire.postForm(path("token"), form.with("client_id", clientId))
        : wire.postForm(path("token"), form, "Authorization", authorizationHeader());
  }

  String authorizationHeader() {
    return Wire.basic(clientId, clientId + "-secret");
  }

  private boolean isPublic() {
    return clientId.endsWith("-public");
  }

  static Form redeem(String code) {
    return form("grant_type", "authorization_code", "code", code, "redirect_uri", Wire.BACK);
  }

  static Form refresh(String token) {
    return form("grant_type", "refresh_token", "refresh_token", token);
  }

  ObjectNode signIn(String user) {
    var answer = token(redeem(code(authorization(), user)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Wire.json(answer);
  }

  String accessToken(String user) {
    return signIn(user).path("access_token").asString();
  }

  ObjectNode refreshed(String token) {
    var answer = token(refresh(token));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Wire.json(answer);
  }
}
