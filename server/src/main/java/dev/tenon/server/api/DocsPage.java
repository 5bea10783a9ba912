package dev.tenon.server.api;

import static dev.tenon.server.api.Markup.anchor;
import static dev.tenon.server.api.Markup.escaped;
import static dev.tenon.server.api.Markup.marked;

import dev.tenon.server.api.DocsCall.Parameter;
import dev.tenon.server.http.json.Json;
import dev.tenon.server.http.json.Json.JsonObject;
import dev.tenon.server.http.page.Assets;
import dev.tenon.server.http.page.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes the API's description as one HTML page, on which each call can be tried.
final class DocsPage {
  private final Description description;
  private final Site site;
  private final Assets assets;
  private final StringBuilder html = new StringBuilder(512 * 1024);

  DocsPage(Description description, Site site, Assets assets) {
    this.description = description;
    this.site = site;
    this.assets = assets;
  }

  String html() {
    html.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Tenon API</title>
        <link rel="stylesheet" href="%s">
        <link rel="icon" href="%s">
        <script src="%s" defer></script>
        </head>
        <body data-url="%s" data-path="%s">
        <a class="skip" href="#content">Skip to the content</a>
        """
            .formatted(
                file("docs.css"),
                file("tenon.svg"),
                file("docs.js"),
                escaped(site.baseUrl().toString()),
                escaped(site.path(""))));
    Map<String, List<DocsCall>> calls =
        DocsCall.all(description).stream()
            .collect(Collectors.groupingBy(DocsCall::tag, LinkedHashMap::new, Collectors.toList()));
    side(calls);
    html.append("<main id=\"content\" tabindex=\"-1\">\n<h1>Tenon API</h1>\n");
    Description.text(description.members("info"), "description").ifPresent(this::paragraphs);
    html.append("<p>For programs: <a href=\"")
        .append(escaped(site.path("/openapi.json")))
        .append("\">openapi.json</a>.</p>\n");
    calls.forEach(this::section);
    html.append("<h2 id=\"schemas\">Objects</h2>\n").append(new DocsObjects(description).html());
    html.append("</main>\n").append(question());
    return html.append("</body>\n</html>\n").toString();
  }

  private String file(String name) {
    return escaped(site.path(assets.path(name)));
  }

  private void side(Map<String, List<DocsCall>> calls) {
    html.append(
        """
        <aside aria-label="Key and contents">
        <p class="brand"><img src="%s" alt="" width="28" height="28"> Tenon API</p>
        <div class="key">
        <label for="try-key">API key</label>
        <input id="try-key" type="password" autocomplete="off" spellcheck="false" aria-describedby="try-key-hint">
        <p class="hint" id="try-key-hint">Stays in this page, and is gone when you leave it. Members make keys in the
        console: for <a href="%s">an app</a>, which gets tokens, or <a href="%s">an admin</a>, who sets things up.</p>
        </div>
        <nav aria-label="Contents">
        <ul>
        """
            .formatted(
                file("tenon.svg"),
                escaped(site.path("/console/apps")),
                escaped(site.path("/console/settings/keys"))));
    calls.forEach(
        (tag, some) -> {
          html.append("<li><details><summary>").append(escaped(tag)).append("</summary>\n<ul>\n");
          for (DocsCall call : some) {
            html.append("<li><a href=\"#").append(escaped(call.id())).append("\">");
            html.append(escaped(call.text("summary"))).append("</a></li>\n");
          }
          html.append("</ul></details></li>\n");
        });
    html.append("<li><a href=\"#schemas\">Objects</a></li>\n</ul>\n</nav>\n</aside>\n");
  }

  private void section(String tag, List<DocsCall> calls) {
    html.append("<h2 id=\"").append(anchor(tag)).append("\">").append(escaped(tag));
    html.append("</h2>\n");
    for (DocsCall call : calls) {
      String id = escaped(call.id());
      html.append(
          "<section class=\"call\" data-method=\"%s\" data-path=\"%s\"%s%s>\n<div class=\"words\">\n"
              .formatted(
                  call.method(),
                  escaped(call.path()),
                  call.takesKey() ? " data-key" : "",
                  call.needsKey() ? " data-needs-key" : ""));
      html.append("<h3 id=\"%s\">%s</h3>\n".formatted(id, escaped(call.text("summary"))));
      html.append(
          "<p class=\"path\"><b class=\"%s\">%s</b> <code>%s</code></p>\n"
              .formatted(
                  call.method().toLowerCase(Locale.ROOT), call.method(), escaped(call.path())));
      html.append("<p class=\"access\">").append(escaped(call.access())).append("</p>\n");
      Description.text(call.operation(), "description").ifPresent(this::paragraphs);
      parameters(call);
      body(call);
      answers(call);
      html.append("</div>\n<div class=\"trial\">\n");
      html.append("<pre class=\"curl\"><code>");
      html.append(escaped(DocsCurl.line(site.baseUrl().toString(), call)));
      html.append("</code></pre>\n<p class=\"tools\">");
      html.append(tool("try", "Try it", call)).append(tool("copy", "Copy", call));
      html.append("</p>\n").append(DocsForm.of(call)).append("</div>\n</section>\n");
    }
  }

  /// A button that does nothing without the script, which shows it.
  private static String tool(String name, String words, DocsCall call) {
    return "<button type=\"button\" class=\"button quiet %s\" aria-label=\"%s: %s\">%s</button>"
        .formatted(name, words, escaped(call.text("summary")), words);
  }

  private void parameters(DocsCall call) {
    if (call.parameters().isEmpty()) {
      return;
    }
    html.append("<dl class=\"parameters\">\n");
    for (Parameter parameter : call.parameters()) {
      html.append("<div><dt><code>").append(escaped(parameter.name())).append("</code></dt><dd>");
      html.append("<span class=\"where\">in the ").append(escaped(parameter.where()));
      html.append("</span> ").append(marked(parameter.description())).append("</dd></div>\n");
    }
    html.append("</dl>\n");
  }

  private void body(DocsCall call) {
    description
        .members(new JsonObject(call.operation()), "requestBody", "content")
        .forEach(
            (type, media) -> {
              html.append("<p>Sends <code>").append(escaped(type)).append("</code>");
              html.append(DocsObjects.linked(description.members(media).get("schema")));
              html.append(".</p>\n");
            });
  }

  private void answers(DocsCall call) {
    html.append("<ul class=\"answers\">\n");
    description
        .members(new JsonObject(call.operation()), "responses")
        .forEach(
            (status, response) -> {
              if (!status.equals("default")) {
                answer(status, response);
              }
            });
    html.append("</ul>\n");
  }

  private void answer(String status, Json response) {
    String what = Description.text(description.members(response), "description").orElse("");
    StringBuilder objects = new StringBuilder();
    description
        .members(response, "content")
        .values()
        .forEach(
            media -> objects.append(DocsObjects.linked(description.members(media).get("schema"))));
    html.append("<li><code>").append(escaped(status)).append("</code> ");
    html.append(marked(objects.isEmpty() ? what : what.replaceFirst("\\.$", "")));
    html.append(objects).append("</li>\n");
  }

  /// What is asked before something is sent that changes things.
  private static String question() {
    return """
    <dialog id="ask" aria-labelledby="ask-title" aria-describedby="ask-what">
    <h2 id="ask-title">Send it?</h2>
    <p><code id="ask-call"></code></p>
    <p id="ask-what">This is no trial run: it changes things in the workspace of your key, or at a provider.</p>
    <p class="tools"><button type="button" class="button" id="ask-send">Send it</button><button type="button" class="button quiet" id="ask-not">Do not send</button></p>
    </dialog>
    """;
  }

  private void paragraphs(String text) {
    html.append("<p>").append(marked(text.strip())).append("</p>\n");
  }
}
