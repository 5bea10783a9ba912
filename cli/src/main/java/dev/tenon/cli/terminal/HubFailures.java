package dev.tenon.cli.terminal;

import dev.tenon.sdk.HubRefusedException;
import dev.tenon.sdk.HubUnreachableException;
import dev.tenon.sdk.IncompleteListingException;
import dev.tenon.sdk.Problem;
import dev.tenon.sdk.TenonException;
import dev.tenon.sdk.TokenRefusal;
import dev.tenon.sdk.TokenRefusal.ConnectRequired;
import dev.tenon.sdk.TokenRefusal.IntegrationNotAssigned;
import dev.tenon.sdk.TokenRefusal.IntegrationNotFound;
import dev.tenon.sdk.TokenRefusal.OAuthClientRejected;
import dev.tenon.sdk.TokenRefusal.ProviderUnavailable;
import dev.tenon.sdk.TokenRefusedException;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonException;
import dev.tenon.sdk.json.JsonObject;
import java.util.Optional;

/// Turns what the SDK throws or answers into a [Failure].
public final class HubFailures {
  private static final String MEND_CLIENT =
      "Mend the client id or secret: tenon oauth-clients update NAME --client-secret-file FILE";

  private HubFailures() {}

  /// The failure behind `e`.
  public static Failure of(TenonException e) {
    return switch (e) {
      case HubRefusedException refused -> refused(refused.problem());
      case IncompleteListingException short_ ->
          Failure.of(
              ExitCode.PROVIDER_UNAVAILABLE,
              String.valueOf(short_.getMessage()),
              "nobody",
              "Run the command again; where it stays so, --json shows all that is missing.");
      case TokenRefusedException token -> of(token.refusal());
      case HubUnreachableException away ->
          Failure.of(
              ExitCode.HUB_UNREACHABLE,
              sentence("There is " + away.getMessage()),
              "you",
              "Start the hub ('tenon serve' or 'tenon demo'), or set TENON_URL or --url to where"
                  + " it runs.");
    };
  }

  /// The failure that the hub's own answer `text` to a proxied call is.
  public static Failure of(int status, String text) {
    JsonObject said = object(text);
    return refused(
        new Problem(
            status, said.text("code").orElse("unknown"), said.text("detail").orElse(""), said));
  }

  /// The failure that a refused token is.
  public static Failure of(TokenRefusal refusal) {
    Problem problem = refusal.problem();
    return switch (refusal) {
      case ConnectRequired required ->
          failure(ExitCode.CONNECT_REQUIRED, problem, "the user", connect(required));
      case IntegrationNotFound _ -> failure(ExitCode.REFUSED, problem, "you", nearest(problem));
      case IntegrationNotAssigned _ ->
          failure(
              ExitCode.REFUSED,
              problem,
              "the admin",
              "Assign the integration to this app: tenon oauth-clients update NAME --app APP");
      case ProviderUnavailable away ->
          failure(
              ExitCode.PROVIDER_UNAVAILABLE,
              problem,
              "nobody",
              "Try again in " + away.retryAfter().toSeconds() + " s.");
      case OAuthClientRejected _ -> failure(ExitCode.REFUSED, problem, "the admin", MEND_CLIENT);
    };
  }

  private static JsonObject object(String text) {
    try {
      return Json.parse(text) instanceof JsonObject object ? object : JsonObject.empty();
    } catch (JsonException _) {
      return JsonObject.empty();
    }
  }

  private static Failure refused(Problem problem) {
    return switch (problem.code()) {
      case "connect_required" ->
          failure(
              ExitCode.CONNECT_REQUIRED,
              problem,
              "the user",
              problem
                  .members()
                  .address("connect_url")
                  .map(url -> "Open " + url)
                  .orElse("Run 'tenon connect' for this user."));
      case "app_key_required" ->
          failure(
              ExitCode.UNAUTHORIZED,
              problem,
              "you",
              "Use an app's key; an admin makes one with 'tenon keys create APP'.");
      case "oauth_client_rejected" -> failure(ExitCode.REFUSED, problem, "the admin", MEND_CLIENT);
      case "integration_not_found" -> failure(ExitCode.REFUSED, problem, "you", nearest(problem));
      case "rate_limited", "reported_too_soon" ->
          failure(ExitCode.PROVIDER_UNAVAILABLE, problem, "nobody", "Try again in a moment.");
      case "provider_no_answer" ->
          failure(
              ExitCode.PROVIDER_UNAVAILABLE,
              problem,
              "nobody",
              "Look at the provider whether it was done before you try again.");
      case "api_not_callable" ->
          failure(
              ExitCode.REFUSED,
              problem,
              "the admin",
              "Set the address of the API among the parameters of the OAuth client.");
      default -> refusedBy(problem);
    };
  }

  private static Failure refusedBy(Problem problem) {
    return switch (problem.status()) {
      case 401 ->
          failure(
              ExitCode.UNAUTHORIZED,
              problem,
              "you",
              "Set TENON_API_KEY to a key of this hub; an admin makes one with 'tenon keys create"
                  + " APP'.");
      case 403 ->
          failure(ExitCode.UNAUTHORIZED, problem, "you", "Use a key that may do this: an admin's.");
      case 404 -> failure(ExitCode.REFUSED, problem, "you", "Check the name.");
      case 409, 412 -> failure(ExitCode.REFUSED, problem, "you", "");
      case 503 ->
          failure(ExitCode.PROVIDER_UNAVAILABLE, problem, "nobody", "Try again in a moment.");
      default ->
          problem.status() >= 500
              ? failure(ExitCode.INTERNAL, problem, "the operator", "Look into the log of the hub.")
              : failure(ExitCode.REFUSED, problem, "you", fields(problem));
    };
  }

  private static Failure failure(ExitCode code, Problem problem, String turn, String todo) {
    String happened =
        problem.detail().isEmpty()
            ? "The hub answered " + problem.status() + " " + problem.code() + "."
            : problem.detail();
    return new Failure(code, sentence(happened), turn, todo, Optional.of(problem.members()));
  }

  private static String connect(ConnectRequired required) {
    String scopes =
        required.missingScopes().isEmpty()
            ? ""
            : " (missing scopes: " + String.join(" ", required.missingScopes()) + ")";
    return required
        .connectUrl()
        .map(url -> "Open " + url + scopes)
        .orElse("Run 'tenon connect' for this user" + scopes);
  }

  private static String nearest(Problem problem) {
    return problem.members().texts("nearest").stream()
        .findFirst()
        .map(name -> "Ask for '%s', or see what there is: tenon oauth-clients list".formatted(name))
        .orElse("See what there is: tenon oauth-clients list");
  }

  private static String fields(Problem problem) {
    var errors = problem.members().items("errors");
    // One alone is in the detail already.
    if (errors.size() < 2) {
      return "";
    }
    return errors.stream()
        .filter(JsonObject.class::isInstance)
        .map(item -> field((JsonObject) item))
        .reduce((a, b) -> a + "; " + b)
        .orElse("");
  }

  private static String field(JsonObject error) {
    String line =
        error.number("line").isPresent() ? "line " + error.number("line").getAsLong() : "";
    String name = error.text("field").orElse("");
    String place = line.isEmpty() || name.isEmpty() ? line + name : line + ", " + name;
    String message = error.text("message").orElse("is not valid");
    return place.isEmpty() ? message : place + ": " + message;
  }

  private static String sentence(String text) {
    return text.endsWith(".") || text.endsWith("?") || text.endsWith("!") ? text : text + ".";
  }
}
