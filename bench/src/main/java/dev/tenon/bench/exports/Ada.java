package dev.tenon.bench.exports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tenon.bench.chaos.Http;
import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;

/// A user of the sandbox's Trimble Connect, by her own browser and through a hub.
final class Ada {
  static final Secret ADMIN_KEY = Secret.of("tenon_exportexportexportexportexportexportexport");

  private static final String BACK = "http://localhost:8080/api/integrations/oauth2/callback/";
  private static final String CLIENT = "trimble-web";

  private final URI sandbox;

  Ada(URI sandbox) {
    this.sandbox = sandbox;
  }

  /// Registers Trimble Connect at `hub` and connects her; the key of an app that may export.
  Secret connect(URI hub) throws InterruptedException {
    String refreshToken = signIn().requiredText("refresh_token");
    try (TenonClient admin = TenonClient.of(hub, ADMIN_KEY)) {
      admin
          .oauthClients()
          .create(
              "trimble-connect",
              OAuthClientFields.none()
                  .connector("trimble-connect")
                  .clientId(CLIENT)
                  .clientSecret(Secret.of(CLIENT + "-secret"))
                  .parameters(
                      Map.of(
                          "application_name", "harbour-app",
                          "identity_url", sandbox + "/trimble-id",
                          "api_url", sandbox + "/connect-na"))
                  .forAllApps());
      admin.apps().create("exporter");
      admin
          .connections()
          .importTokens(
              ConnectionImport.of("trimble-connect", "ada")
                  .withRefreshToken(Secret.of(refreshToken)));
      return admin.apps().createKey("exporter", "bench").key();
    }
  }

  /// Tokens of another sign-in of hers, to ask the provider beside the hub.
  JsonObject signIn() throws InterruptedException {
    String form =
        "response_type=code&state=s&client_id=%s&scope=%s&redirect_uri=%s"
            .formatted(CLIENT, coded("openid harbour-app"), coded(BACK));
    URI authorize = URI.create(sandbox + "/trimble-id/oauth/authorize?" + form);
    String location =
        answer(Http.postForm(authorize, "user=ada&decision=allow"))
            .headers()
            .firstValue("Location")
            .orElse("");
    String code = location.replaceFirst(".*[?&]code=([^&]*).*", "$1");
    String basic = CLIENT + ":" + CLIENT + "-secret";
    HttpResponse<String> tokens =
        answer(
            Http.postForm(
                    URI.create(sandbox + "/trimble-id/oauth/token"),
                    "grant_type=authorization_code&code=" + code + "&redirect_uri=" + coded(BACK))
                .header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(UTF_8))));
    return (JsonObject) Json.parse(tokens.body());
  }

  /// The id of a project of hers in Europe.
  String project(String token, String name) throws InterruptedException {
    JsonArray projects =
        (JsonArray) Json.parse(get(token, "/connect-eu/tc/api/2.0/projects").body());
    for (Json each : projects.items()) {
      if (each instanceof JsonObject it && it.text("name").filter(name::equals).isPresent()) {
        return it.requiredText("id");
      }
    }
    throw new IllegalStateException("there is no project " + name);
  }

  /// What the provider says to a GET.
  HttpResponse<String> get(String token, String path) throws InterruptedException {
    return answer(
        HttpRequest.newBuilder(URI.create(sandbox + path))
            .header("Authorization", "Bearer " + token));
  }

  private static HttpResponse<String> answer(HttpRequest.Builder request)
      throws InterruptedException {
    return Http.send(request)
        .orElseThrow(() -> new IllegalStateException("the sandbox does not answer"));
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
