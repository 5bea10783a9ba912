package dev.tenon.sandbox;

import dev.tenon.sandbox.http.Html;
import dev.tenon.sandbox.people.People;
import dev.tenon.sandbox.people.Person;
import java.util.List;
import java.util.stream.Collectors;

/// The controls of the start page. Each form posts to the call of the control API that it stands
/// for.
final class StartPageForms {
  private static final List<String> PROVIDERS =
      List.of(Sandbox.TRIMBLE_ID, Sandbox.APS, Sandbox.OIDC);
  private static final List<String> KINDS =
      List.of("status", "html", "reset", "cut", "silence", "lost_answer", "delay", "flood", "drip");

  private StartPageForms() {}

  static String all(Controls controls) {
    return "<div class=\"controls\">\n"
        + clock()
        + fault()
        + held()
        + revoke()
        + sizes(controls)
        + reset()
        + "</div>\n";
  }

  private static String clock() {
    return form(
        "clock/advance",
        """
        <label>Move the clock ahead by <select name="duration">
        <option value="PT1H">1 hour</option><option value="P1D">1 day</option>
        <option value="P9D">9 days</option><option value="P15D">15 days</option></select></label>
        """,
        "Move");
  }

  private static String fault() {
    return form(
        "faults",
        select("kind", "The next token call fails by", KINDS)
            + input("status", "Status (for status and html)", "")
            + input("times", "How many calls, or always", "1")
            + optional("provider", "At", PROVIDERS),
        "Fail");
  }

  private static String held() {
    return form("faults/release", "<p>Calls held in silence</p>", "Release")
        + form("faults/clear", "<p>Fault rules that wait</p>", "Clear");
  }

  private static String revoke() {
    List<String> users = People.all().stream().map(Person::key).toList();
    return form("grants/revoke", select("user", "End the grants of", users), "Revoke");
  }

  private static String sizes(Controls controls) {
    var tuning = controls.tuning();
    return form(
        "tuning",
        input("todos", "TODOs of Thousand bolts", Integer.toString(tuning.todos()))
            + input("items", "Files in its folder Bulk", Integer.toString(tuning.items()))
            + input("issues", "Issues of Tower A", Integer.toString(tuning.issues()))
            + input("fields", "Fields of Green Acres", Integer.toString(tuning.fields())),
        "Resize");
  }

  private static String reset() {
    return form("reset", "<p>Clock, grants, faults, clients, sizes</p>", "Reset");
  }

  private static String form(String path, String fields, String button) {
    return """
    <form method="post" action="/sandbox/%s">
    %s
    <button type="submit">%s</button>
    </form>
    """
        .formatted(path, fields, button);
  }

  private static String input(String name, String label, String value) {
    return "<label>%s <input name=\"%s\" value=\"%s\"></label>\n"
        .formatted(Html.escape(label), name, Html.escape(value));
  }

  private static String select(String name, String label, List<String> choices) {
    return "<label>%s <select name=\"%s\">%s</select></label>\n"
        .formatted(Html.escape(label), name, options(choices));
  }

  private static String optional(String name, String label, List<String> choices) {
    return "<label>%s <select name=\"%s\"><option value=\"\">any provider</option>%s</select></label>\n"
        .formatted(Html.escape(label), name, options(choices));
  }

  private static String options(List<String> choices) {
    return choices.stream()
        .map(choice -> "<option>" + Html.escape(choice) + "</option>")
        .collect(Collectors.joining());
  }
}
