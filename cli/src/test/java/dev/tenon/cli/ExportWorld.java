package dev.tenon.cli;

import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A hub through which Ada's Trimble Connect can be exported, from the sandbox.
final class ExportWorld implements AutoCloseable {
  private static final String CALLBACK = "/api/integrations/oauth2/callback/";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final HubWithSandbox world;
  private final String key;
  private final Program tenon;

  private ExportWorld(Path directory, HubWithSandbox world) throws Exception {
    this.directory = directory;
    this.world = world;
    Provider trimble = new Provider("/trimble-id/oauth/", "trimble-web", "openid harbour-app");
    register(
        "trimble-connect",
        "trimble-connect",
        trimble,
        Map.of(
            "application_name", "harbour-app",
            "identity_url", world.sandbox() + "/trimble-id",
            "api_url", world.sandbox() + "/connect-na"));
    try (TenonClient admin = world.admin()) {
      admin.apps().create("exporter");
      key = admin.apps().createKey("exporter", "test").key().reveal();
    }
    tenon =
        new Program()
            .in(directory)
            .variable("TENON_URL", world.hub().toString())
            .variable("TENON_API_KEY", key);
  }

  static ExportWorld start(Path directory) throws Exception {
    return new ExportWorld(directory, HubWithSandbox.start(directory));
  }

  @Override
  public void close() {
    tenon.close();
    world.close();
    http.close();
  }

  Program tenon() {
    return tenon;
  }

  Path out() {
    return directory.resolve("out");
  }

  /// Runs the program on these words and those.
  Program.Run run(List<String> words, String... more) {
    return tenon.run(Stream.concat(words.stream(), Stream.of(more)).toList());
  }

  /// The same in a process of its own, which can be killed.
  Process start(List<String> words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tenon.cli.Main"));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("killed.log").toFile()));
    builder.environment().put("TENON_URL", world.hub().toString());
    builder.environment().put("TENON_API_KEY", key);
    return builder.start();
  }

  /// Tells the sandbox something.
  void control(String path, String json) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(world.sandbox() + "/sandbox/" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError("the sandbox refuses: " + answer.body());
    }
  }

  JsonObject manifest() throws IOException {
    return (JsonObject) Json.parse(Files.readString(out().resolve("manifest.json")));
  }

  List<JsonObject> files() throws IOException {
    return manifest().items("files").stream().map(JsonObject.class::cast).toList();
  }

  /// Everything in the directory that is a file.
  List<Path> everything() throws IOException {
    try (Stream<Path> files = Files.walk(out())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /// MD5 of each file as the sandbox itself says it, at whichever pod knows it.
  String hashAtProvider(String token, String id) throws Exception {
    for (String pod : List.of("connect-eu", "connect-na", "connect-asia")) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(world.sandbox() + "/" + pod + "/tc/api/2.0/files/" + id))
                  .header("Authorization", "Bearer " + token)
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        return ((JsonObject) Json.parse(answer.body())).requiredText("hash");
      }
    }
    throw new AssertionError("no pod knows " + id);
  }

  static String md5(Path file) throws Exception {
    return hash(file, "MD5");
  }

  static String sha256(Path file) throws Exception {
    return hash(file, "SHA-256");
  }

  private static String hash(Path file, String algorithm) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
  }

  /// Registers an integration and connects Ada.
  void register(String name, String connector, Provider provider, Map<String, String> parameters)
      throws Exception {
    try (TenonClient admin = world.admin()) {
      OAuthClientFields fields =
          OAuthClientFields.none()
              .connector(connector)
              .clientId(provider.client())
              .clientSecret(Secret.of(provider.client() + "-secret"))
              .parameters(parameters);
      admin
          .oauthClients()
          .create(name, name.equals("autodesk") ? fields.scope(provider.scope()) : fields);
      admin
          .connections()
          .importTokens(
              ConnectionImport.of(name, "reports")
                  .withRefreshToken(Secret.of(signIn(provider).requiredText("refresh_token"))));
    }
  }

  URI sandbox() {
    return world.sandbox();
  }

  /// Tokens of Ada's at Trimble, beside the hub's.
  JsonObject signIn() throws Exception {
    return signIn(new Provider("/trimble-id/oauth/", "trimble-web", "openid harbour-app"));
  }

  /// Tokens of Ada's, as a browser of hers and the hub would have got them.
  private JsonObject signIn(Provider provider) throws Exception {
    String back = URLEncoder.encode(world.hub() + CALLBACK, StandardCharsets.UTF_8);
    String authorize =
        "%s%sauthorize?response_type=code&state=s1&client_id=%s&scope=%s&redirect_uri=%s"
            .formatted(
                world.sandbox(),
                provider.path(),
                provider.client(),
                URLEncoder.encode(provider.scope(), StandardCharsets.UTF_8),
                back);
    String answer =
        post(authorize, "user=ada&decision=allow", "").headers().firstValue("Location").orElse("");
    String code = answer.replaceAll(".*[?&]code=([^&]+).*", "$1");
    String basic = provider.client() + ":" + provider.client() + "-secret";
    HttpResponse<String> tokens =
        post(
            world.sandbox() + provider.path() + "token",
            "grant_type=authorization_code&code=" + code + "&redirect_uri=" + back,
            "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
    return (JsonObject) Json.parse(tokens.body());
  }

  /// What a browser gets for a form.
  HttpResponse<String> post(String address, String form, String authorization) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /// What a browser gets.
  String get(String address) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }

  /// Where Ada signs in.
  ///
  /// @param path what `authorize` and `token` stand below
  record Provider(String path, String client, String scope) {}
}
