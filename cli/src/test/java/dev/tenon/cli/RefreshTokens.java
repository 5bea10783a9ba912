package dev.tenon.cli;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Refresh tokens of the sandbox, as a program that has no hub would get them.
final class RefreshTokens {
  private static final String CALLBACK = "/api/integrations/oauth2/callback/";

  private RefreshTokens() {}

  /// One of Ada's, through the client `trimble-web`.
  static String ofAda(HubWithSandbox world) throws Exception {
    String callback = URLEncoder.encode(world.hub() + CALLBACK, StandardCharsets.UTF_8);
    String authorize =
        world.sandbox()
            + "/trimble-id/oauth/authorize?response_type=code&client_id=trimble-web&state=s1"
            + "&scope=openid+harbour-app&redirect_uri="
            + callback;
    String back =
        post(authorize, "user=ada&decision=allow", "").headers().firstValue("Location").orElse("");
    String code = back.replaceAll(".*[?&]code=([^&]+).*", "$1");
    String basic =
        Base64.getEncoder()
            .encodeToString("trimble-web:trimble-web-secret".getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> tokens =
        post(
            world.sandbox() + "/trimble-id/oauth/token",
            "grant_type=authorization_code&code=" + code + "&redirect_uri=" + callback,
            "Basic " + basic);
    return ((JsonObject) Json.parse(tokens.body())).requiredText("refresh_token");
  }

  private static HttpResponse<String> post(String address, String form, String authorization)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
