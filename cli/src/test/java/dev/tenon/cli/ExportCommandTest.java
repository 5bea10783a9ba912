package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
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
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tenon export`, of a real hub and the sandbox's Trimble Connect.
final class ExportCommandTest {
  private static final String CALLBACK = "/api/integrations/oauth2/callback/";

  @TempDir private Path directory;
  private HubWithSandbox world;
  private Program tenon;
  private Path out;

  @BeforeEach
  void connect() throws Exception {
    world = HubWithSandbox.start(directory);
    out = directory.resolve("out");
    try (TenonClient admin = world.admin()) {
      admin
          .oauthClients()
          .create(
              "trimble-connect",
              OAuthClientFields.none()
                  .connector("trimble-connect")
                  .clientId("trimble-web")
                  .clientSecret(Secret.of("trimble-web-secret"))
                  .parameters(
                      Map.of(
                          "application_name", "harbour-app",
                          "identity_url", world.sandbox() + "/trimble-id",
                          "api_url", world.sandbox() + "/connect-na")));
      admin.apps().create("exporter");
      String key = admin.apps().createKey("exporter", "test").key().reveal();
      admin
          .connections()
          .importTokens(
              ConnectionImport.of("trimble-connect", "reports")
                  .withRefreshToken(Secret.of(refreshToken())));
      tenon =
          new Program()
              .in(directory)
              .variable("TENON_URL", world.hub().toString())
              .variable("TENON_API_KEY", key);
    }
  }

  @AfterEach
  void stop() {
    tenon.close();
    world.close();
  }

  @Test
  void items_and_their_files_are_written_with_hashes_and_what_is_there_is_not_fetched_again()
      throws Exception {
    var run = export();

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    JsonObject manifest = manifest();
    assertThat(manifest.flag("complete")).isTrue();
    List<String> lines = Files.readAllLines(out.resolve("todos.ndjson"));
    assertThat(lines).hasSize((int) manifest.number("count").orElse(0)).isNotEmpty();
    assertThat(lines.getFirst()).contains("\"_tenon\"");
    assertThat(manifest.items("files")).isNotEmpty();
    for (Json each : manifest.items("files")) {
      JsonObject file = (JsonObject) each;
      Path path = out.resolve(file.requiredText("path"));
      assertThat(hash(path)).isEqualTo(file.requiredText("sha256"));
      Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));
    }

    assertThat(export().code()).isEqualTo(ExitCode.OK);

    Path first =
        out.resolve(((JsonObject) manifest.items("files").getFirst()).requiredText("path"));
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(FileTime.from(Instant.EPOCH));
    assertThat(manifest().items("files")).isEqualTo(manifest.items("files"));
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void a_file_that_was_changed_or_cut_is_fetched_again() throws Exception {
    export();
    JsonObject file = (JsonObject) manifest().items("files").getFirst();
    Path path = out.resolve(file.requiredText("path"));
    byte[] bytes = Files.readAllBytes(path);
    bytes[0] ^= 1;
    Files.write(path, bytes);

    assertThat(export("--verify").code()).isEqualTo(ExitCode.OK);
    assertThat(hash(path)).isEqualTo(file.requiredText("sha256"));

    Files.write(path, new byte[1]);
    assertThat(export().code()).isEqualTo(ExitCode.OK);
    assertThat(hash(path)).isEqualTo(file.requiredText("sha256"));
  }

  @Test
  void files_that_are_too_large_are_left_out_and_said_to_be() throws Exception {
    var run = export("--max-file-size", "10");

    assertThat(run.code()).isEqualTo(ExitCode.PROVIDER_UNAVAILABLE);
    assertThat(run.err()).contains("larger than 10 bytes");
    JsonObject manifest = manifest();
    assertThat(manifest.flag("complete")).isFalse();
    assertThat(manifest.number("failed").orElse(0)).isEqualTo(manifest.items("files").size());
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void what_has_no_files_says_so() {
    var run =
        tenon.run(
            List.of("export", "trimble-connect/bcf-topics", "--attachments", "--to", "topics"));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  private List<Path> leftovers() throws IOException {
    try (var files = Files.walk(out)) {
      return files.filter(it -> it.toString().endsWith(".part")).toList();
    }
  }

  private Program.Run export(String... more) {
    return tenon.run(
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    "export",
                    "trimble-connect/todos",
                    "--project",
                    "Harbour bridge",
                    "--attachments",
                    "--to",
                    "out"),
                java.util.stream.Stream.of(more))
            .toList());
  }

  private JsonObject manifest() throws IOException {
    return (JsonObject) Json.parse(Files.readString(out.resolve("manifest.json")));
  }

  private static String hash(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  /// As a browser of Ada's and the hub would have got it.
  private String refreshToken() throws Exception {
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
