package dev.tenon.cli.command;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.JsonException;
import dev.tenon.sdk.json.JsonObject;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What a provider's answer means, where its shape is known, in words that say what to do. The same
/// as `tenon.hints` of the Python package says, as far as one answer tells it. Pure.
final class ProviderHints {
  private static final String CUSTOM_INTEGRATION =
      "An Account Admin adds the app's client id: Account Admin, Custom integrations, Add custom"
          + " integration.";

  private ProviderHints() {}

  /// @param status the answer's status
  /// @param path of the request, without its query
  /// @param body its beginning at least; what is no JSON object says nothing
  static List<String> of(int status, String path, HttpHeaders headers, String body) {
    List<String> hints = new ArrayList<>();
    JsonObject content = object(body);
    String code = content.text("errorCode").orElse("");
    if (code.equals("AUTH-001")) {
      hints.add(
          "The APS app has not enabled this API (AUTH-001). Its owner opens the app at"
              + " aps.autodesk.com, goes to API Access, selects it and saves.");
    } else if (code.equals("AUTH-010")) {
      hints.add("The token is valid, but lacks a permission. Connect again with more scopes.");
    } else if (status == 403 && code.isEmpty() && isAutodesk(path)) {
      hints.add(
          "Autodesk refused: either the app is no Custom Integration of this account, or the user"
              + " is no member of this project. "
              + CUSTOM_INTEGRATION);
    }
    if (status == 200 && path.endsWith("/hubs")) {
      hints.addAll(hubs(content));
    }
    if (status == 404 && path.contains("/projects/") && isNotFound(content)) {
      hints.add("Each region knows its own projects only: try --region; GET /regions names them.");
    }
    if (status == 206) {
      String range = headers.firstValue("Content-Range").orElse("the answer does not say which");
      hints.add("Only a part of the list came (" + range + "): ask on with -H 'Range: items=…'.");
    }
    if (status == 429) {
      String wait = headers.firstValue("Retry-After").map(it -> " " + it + " s").orElse("");
      hints.add("The provider asks to wait" + wait + ": too many calls in a short time.");
    }
    return hints;
  }

  private static List<String> hubs(JsonObject content) {
    List<Json> warnings =
        content.object("meta").map(meta -> meta.items("warnings")).orElse(List.of());
    if (warnings.isEmpty()) {
      return List.of();
    }
    var regions = new TreeSet<String>();
    for (Json hub : content.items("data")) {
      if (hub instanceof JsonObject object) {
        object.object("attributes").flatMap(it -> it.text("region")).ifPresent(regions::add);
      }
    }
    List<String> hints = new ArrayList<>();
    hints.add(
        regions.isEmpty()
            ? "No hub could be loaded. " + CUSTOM_INTEGRATION
            : "Hubs loaded for " + String.join(", ", regions) + ".");
    for (Json warning : warnings) {
      if (warning instanceof JsonObject object) {
        hints.add(skipped(object));
      }
    }
    return hints;
  }

  private static String skipped(JsonObject warning) {
    String title = warning.text("Title").orElse("A region").replaceAll("\\.$", "");
    String region = title.substring(title.lastIndexOf(' ') + 1);
    return switch (warning.text("HttpStatusCode").orElse("")) {
      case "403" ->
          region + " skipped: the app is in no account there (normal if there is none of yours).";
      case "401" -> region + " skipped: the user is in no account there that has the app.";
      default -> title + ". Try again later.";
    };
  }

  private static boolean isAutodesk(String path) {
    return path.contains("/project/v1/")
        || path.contains("/data/v1/")
        || path.contains("/construction/");
  }

  private static boolean isNotFound(JsonObject content) {
    return content.text("errorcode").or(() -> content.text("code")).orElse("").equals("NOT_FOUND");
  }

  private static JsonObject object(String body) {
    try {
      return switch (Json.parse(body)) {
        case JsonObject object -> object;
        case JsonArray _, Json.JsonText _, Json.JsonNumber _, Json.JsonFlag _, Json.JsonNull _ ->
            JsonObject.empty();
      };
    } catch (JsonException _) {
      return JsonObject.empty();
    }
  }
}
