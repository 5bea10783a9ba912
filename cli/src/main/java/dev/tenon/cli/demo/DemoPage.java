package dev.tenon.cli.demo;

import dev.tenon.cli.demo.ProjectsView.Connected;
import dev.tenon.cli.demo.ProjectsView.NotConnected;
import dev.tenon.cli.demo.ProjectsView.Unavailable;
import java.util.List;

/// The one page of the demo's app.
final class DemoPage {
  private static final String BUTTON =
      """
      <form method="post" action="/connect">
        <button>Connect Trimble Connect</button>
      </form>
      """;

  private DemoPage() {}

  static String of(ProjectsView view) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Your projects</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/style.css">
    </head>
    <body>
    <header><p>Demo app</p></header>
    <main>
    <h1>Your projects</h1>
    %s</main>
    <footer><p>This page belongs to a small app that uses Tenon. It asks the hub for a token and calls
    Trimble Connect with it; it has never seen a refresh token.</p></footer>
    </body>
    </html>
    """
        .formatted(inside(view));
  }

  private static String inside(ProjectsView view) {
    return switch (view) {
      case Connected connected when connected.projects().isEmpty() ->
          "<p>You are connected. Trimble Connect has no projects for you yet.</p>\n";
      case Connected connected -> table(connected.projects());
      case NotConnected _ ->
          """
          <p>To see the projects that you have at Trimble Connect, connect your account. You sign in
          at Trimble Connect, and this app never learns your password.</p>
          """
              + BUTTON;
      case Unavailable unavailable ->
          "<p role=\"alert\" class=\"trouble\">" + escaped(unavailable.why()) + "</p>\n" + retry();
    };
  }

  private static String table(List<Project> projects) {
    var rows = new StringBuilder();
    for (Project project : projects) {
      rows.append(
          "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td></tr>%n"
              .formatted(
                  escaped(project.name()), escaped(region(project)), escaped(project.changed())));
    }
    long regions = projects.stream().map(Project::region).distinct().count();
    return """
    <table>
    <caption>%d %s in %d %s</caption>
    <thead><tr><th scope="col">Project</th><th scope="col">Region</th><th scope="col">Changed</th></tr></thead>
    <tbody>
    %s</tbody>
    </table>
    """
        .formatted(
            projects.size(),
            projects.size() == 1 ? "project" : "projects",
            regions,
            regions == 1 ? "region" : "regions",
            rows);
  }

  private static String retry() {
    return "<p><a href=\"/\">Try again</a></p>\n";
  }

  /// `northAmerica` as people write it.
  private static String region(Project project) {
    String spaced = project.region().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return spaced.isEmpty() ? "" : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
