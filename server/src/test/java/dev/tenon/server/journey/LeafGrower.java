package dev.tenon.server.journey;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// The sandbox's Ada as a grower whose app uses Leaf's calls, and what a program does on the way.
///
/// @param callback the app's own page
record LeafGrower(TestHub world, Browser browser, URI callback) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// The code that the app's page gets once she has signed in and allowed.
  String code() {
    return codeFrom(
        world
            .anybody(
                "POST",
                "/oauth2-helper/trimble/get_url",
                Map.of(
                    "client_id", "trimble-ag",
                    "client_secret", "trimble-ag-secret",
                    "client_redirect_url", callback.toString()))
            .at("url"));
  }

  String codeFrom(String url) {
    Browser.Page consent = browser.open(URI.create(url));
    String back =
        browser
            .press(consent, "Allow", Map.of("user", "ada", "decision", "allow"))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(back);
    if (!code.find()) {
      throw new AssertionError("no code in " + back);
    }
    return code.group(1);
  }

  Map<String, Object> tokenRequest(String code) {
    return Map.of(
        "client_id",
        "trimble-ag",
        "client_secret",
        "trimble-ag-secret",
        "code",
        code,
        "client_redirect_url",
        callback.toString());
  }

  /// What `get_token` answers for her.
  Reply tokens() {
    return world.anybody("POST", "/oauth2-helper/trimble/get_token", tokenRequest(code()));
  }

  Map<String, Object> credentials(String refreshToken) {
    return Map.of(
        "clientId", "trimble-ag",
        "clientSecret", "trimble-ag-secret",
        "accessToken", "of no use here",
        "refreshToken", refreshToken);
  }

  void attach(String user) {
    Reply reply =
        world.app(
            "POST",
            "/services/usermanagement/api/users/" + user + "/trimble-credentials",
            credentials(tokens().at("refreshToken")));
    if (reply.status() != 201) {
      throw new AssertionError(reply.text());
    }
  }

  /// A refresh token as a program has it that did without a hub.
  String refreshTokenFromProvider() {
    HttpResponse<String> answer =
        atProvider(
            Map.of(
                "grant_type", "authorization_code",
                "code", code(),
                "redirect_uri", callback.toString()));
    return JSON.readTree(answer.body()).path("refresh_token").asString();
  }

  HttpResponse<String> refreshAtProvider(String refreshToken) {
    return atProvider(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  /// The id of one of her farms, as the provider's page of the second consent shows it.
  String farm(String name) {
    Browser.Page page =
        browser.open(
            URI.create(
                world.sandbox.url()
                    + "/trimble-ag/ThirdPartyAccess/ThirdPartyAuthorizationRedirect"
                    + "?clientid=trimble-ag&user=ada"));
    Matcher box =
        Pattern.compile("value=\"([^\"]+)\"[^>]*> <span>" + name + "</span>").matcher(page.html());
    if (!box.find()) {
      throw new AssertionError("no farm " + name + " on:\n" + page.html());
    }
    return box.group(1);
  }

  /// She ticks these of her farms, and no other.
  void share(String... farms) {
    StringBuilder form = new StringBuilder("user=ada&decision=allow");
    for (String farm : farms) {
      form.append("&organization=").append(URLEncoder.encode(farm(farm), StandardCharsets.UTF_8));
    }
    HttpResponse<String> done =
        send(
            HttpRequest.newBuilder(
                    URI.create(
                        world.sandbox.url()
                            + "/trimble-ag/ThirdPartyAccess/ThirdPartyAuthorizationRedirect"
                            + "?clientid=trimble-ag"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build());
    if (done.statusCode() != 200) {
      throw new AssertionError(done.body());
    }
  }

  private HttpResponse<String> atProvider(Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    String basic =
        Base64.getEncoder()
            .encodeToString("trimble-ag:trimble-ag-secret".getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(world.sandbox.url() + "/trimble-id/oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", "Basic " + basic)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return send(request);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
