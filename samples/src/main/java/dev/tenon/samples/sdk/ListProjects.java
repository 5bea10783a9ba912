package dev.tenon.samples.sdk;

import dev.tenon.sdk.ConnectRequiredException;
import dev.tenon.sdk.Connection;
import dev.tenon.sdk.ConnectionFilter;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.Token;
import dev.tenon.sdk.TokenRefusedException;
import dev.tenon.sdk.TokenRequest;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/// Lists a user's projects at Trimble Connect, or says where the user connects.
///
/// ```sh
/// TENON_URL=http://localhost:8080 TENON_API_KEY=tenon_… java -cp tenon-sdk.jar ListProjects.java \
///   trimble-connect ada https://app.connect.trimble.com/tc/api/2.0/projects
/// ```
public final class ListProjects {
  private ListProjects() {}

  /// Takes the integration, the user and the address of the projects.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(run(System.getenv(), arguments, System.out));
  }

  /// The same, with what it reads and where it writes; the exit code.
  public static int run(Map<String, String> environment, String[] arguments, PrintStream out)
      throws IOException, InterruptedException {
    String integration = arguments[0];
    String user = arguments[1];
    URI projects = URI.create(arguments[2]);
    try (TenonClient tenon = TenonClient.fromEnvironment(environment)) {
      return list(tenon, TokenRequest.of(integration, user), projects, out);
    } catch (ConnectRequiredException e) {
      out.println(user + " has not connected yet: " + e.connectUrl().map(URI::toString).orElse(""));
      return 2;
    } catch (TokenRefusedException e) {
      out.println(e.refusal().problem().detail());
      return 1;
    }
  }

  private static int list(TenonClient tenon, TokenRequest request, URI projects, PrintStream out)
      throws IOException, InterruptedException {
    Token token = tenon.token(request).orThrow();
    HttpResponse<String> answer = get(projects, token);
    if (answer.statusCode() == 401) {
      // The provider does not want this token any more: say so once, and ask for another.
      tenon.reportInvalid(token.connectionId(), token.version());
      answer = get(projects, tenon.token(request).orThrow());
    }
    if (answer.statusCode() / 100 != 2) {
      out.println("the provider answered " + answer.statusCode());
      return 1;
    }
    names(Json.parse(answer.body()), out);
    for (Connection connection :
        tenon.connections().list(ConnectionFilter.all().integration(request.integration()))) {
      out.println(connection.user() + " is " + connection.status());
    }
    return 0;
  }

  private static HttpResponse<String> get(URI address, Token token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Authorization", token.authorizationHeader())
            .header("Accept", "application/json")
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static void names(Json projects, PrintStream out) {
    if (projects instanceof Json.JsonArray array) {
      for (Json project : array.items()) {
        if (project instanceof JsonObject object) {
          out.println(object.text("name").orElse("?"));
        }
      }
    }
  }
}
