package dev.tenon.server.proxy;

import dev.tenon.resource.ListingSummary.Missing;
import dev.tenon.resource.Trial;
import dev.tenon.resource.Trial.Request;
import dev.tenon.server.http.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What came of a trial, as JSON.
final class TrialJson {
  private static final Set<String> ENDS = Set.of("limit", "enough");
  private static final Set<String> PROVIDERS =
      Set.of("rate_limited", "provider_unavailable", "provider_no_answer");

  private TrialJson() {}

  static byte[] write(Trial.Listed trial) {
    List<Missing> missing =
        trial.summary().missing().stream().filter(it -> !ENDS.contains(it.code())).toList();
    boolean isAll = trial.summary().missing().isEmpty();
    String said =
        ListingFormat.object(
            json -> {
              json.text("resource", trial.line().getLast().name());
              ListingFormat.columns(json, trial.line().getLast());
              json.flag("ok", missing.isEmpty() && trial.hints().isEmpty())
                  .flag("whole", isAll)
                  .objects("requests", trial.requests(), TrialJson::request)
                  .objects("problems", missing, TrialJson::problem)
                  .objects(
                      "hints",
                      trial.hints(),
                      (each, it) -> each.text("field", it.field()).text("message", it.message()))
                  .texts("notes", trial.summary().notes());
            });
    String items =
        trial.items().stream().map(ListingFormat::json).collect(Collectors.joining(",\n"));
    String whole = said.substring(0, said.length() - 1) + ",\"items\":[" + items + "]}";
    return whole.getBytes(StandardCharsets.UTF_8);
  }

  private static void problem(JsonWriter json, Missing it) {
    json.text("resource", it.resource())
        .text("region", it.region())
        .text("parent", it.parent())
        .text("code", it.code())
        .text("detail", it.detail())
        .text("turn", turn(it.code()))
        .text("todo", todo(it.code()));
  }

  /// Who must act.
  private static String turn(String code) {
    if (PROVIDERS.contains(code)) {
      return "provider";
    }
    return code.equals("connection_refused") ? "user" : "admin";
  }

  private static String todo(String code) {
    return switch (code) {
      case "rate_limited", "provider_unavailable", "provider_no_answer" -> "Wait, and try again.";
      case "connection_refused" -> "The user connects again.";
      case "provider_refused" ->
          "Look at the status of the last request: 404 means a wrong path, parent or region; 401 and"
              + " 403 a token that may not do this, so look at the scopes and at what the user may"
              + " see; 400 a parameter that is wrong.";
      case "resource_not_callable" -> "Mend the template in the file.";
      case "answer_unreadable" -> "Look at what the provider answers, and at 'items' in the file.";
      case "next_page_elsewhere" -> "Mend 'base_url' or 'paging' in the file.";
      case "too_deep" -> "Raise 'children.depth' in the file, if that is not a mistake.";
      default -> "Mend 'paging' in the file.";
    };
  }

  private static void request(JsonWriter json, Request it) {
    json.text("method", it.method()).text("url", it.url()).text("range", it.range());
    it.status().ifPresent(status -> json.number("status", status));
    json.text("failure", it.failure());
    it.items().ifPresent(items -> json.number("items", items));
    json.text("paging", it.goingOn());
  }

  static Map<String, Object> members(Request it) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("method", it.method());
    members.put("url", it.url());
    it.status().ifPresent(status -> members.put("status", (long) status));
    it.failure().ifPresent(failure -> members.put("failure", failure));
    return members;
  }
}
