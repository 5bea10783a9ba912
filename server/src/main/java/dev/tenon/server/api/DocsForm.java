package dev.tenon.server.api;

import static dev.tenon.server.api.Markup.escaped;
import static dev.tenon.server.api.Markup.marked;

import dev.tenon.server.api.DocsCall.Parameter;
import java.util.List;
import java.util.Map;

/// The form that makes a call. It stands in a `template`, so that a browser makes it only when
/// somebody opens it, and nobody sees it where no script runs.
final class DocsForm {
  private static final int MOST_ROWS = 16;

  private final DocsCall call;
  private final StringBuilder html = new StringBuilder(2048);

  private DocsForm(DocsCall call) {
    this.call = call;
  }

  static String of(DocsCall call) {
    return new DocsForm(call).html();
  }

  private String html() {
    html.append("<template>\n<form class=\"form\" autocomplete=\"off\">\n");
    call.parameters().forEach(this::field);
    if (!call.bodies().isEmpty()) {
      body();
    }
    html.append("<div class=\"actions\"><button class=\"button\">")
        .append(call.method().equals("GET") ? "Send" : "Send…")
        .append("</button><button type=\"button\" class=\"button quiet stop\" hidden>Stop</button>")
        .append("</div>\n<p class=\"status\" role=\"status\"></p>\n</form>\n</template>\n");
    return html.toString();
  }

  private void field(Parameter parameter) {
    String id = escaped(call.id() + "-" + parameter.where() + "-" + parameter.name());
    String known =
        " id=\"%s\" data-in=\"%s\" data-name=\"%s\" aria-describedby=\"%s-hint\"%s"
            .formatted(
                id,
                escaped(parameter.where()),
                escaped(parameter.name()),
                id,
                parameter.required() ? " required" : "");
    html.append(
            "<div class=\"field\"><label for=\"%s\"><code>%s</code>"
                .formatted(id, escaped(parameter.name())))
        .append(parameter.required() ? " <span class=\"need\">required</span>" : "")
        .append("</label>\n");
    if (!parameter.choices().isEmpty()) {
      choices(parameter, known);
    } else if (parameter.type().equals("object")) {
      html.append("<textarea rows=\"2\" spellcheck=\"false\" data-many").append(known);
      html.append("></textarea>\n");
    } else {
      input(parameter, known);
    }
    html.append("<p class=\"hint\" id=\"").append(id).append("-hint\">").append(hint(parameter));
    html.append("</p></div>\n");
  }

  private void choices(Parameter parameter, String known) {
    html.append("<select").append(known).append(">");
    if (!parameter.required()) {
      html.append("<option value=\"\">")
          .append(parameter.initial().map(it -> "as it is: " + escaped(it)).orElse("any"))
          .append("</option>");
    }
    for (String choice : parameter.choices()) {
      html.append("<option>").append(escaped(choice)).append("</option>");
    }
    html.append("</select>\n");
  }

  private void input(Parameter parameter, String known) {
    boolean isNumber = parameter.type().equals("integer");
    html.append("<input type=\"").append(isNumber ? "number" : "text").append("\"").append(known);
    parameter.least().ifPresent(it -> html.append(" min=\"").append(escaped(it)).append("\""));
    parameter.most().ifPresent(it -> html.append(" max=\"").append(escaped(it)).append("\""));
    html.append(" spellcheck=\"false\">\n");
  }

  private static String hint(Parameter parameter) {
    StringBuilder text = new StringBuilder();
    text.append(
        parameter.type().equals("object") ? "A line for each: name=value" : word(parameter));
    text.append(", in the ").append(parameter.where()).append(". ");
    text.append(marked(parameter.description()));
    parameter
        .initial()
        .ifPresent(it -> text.append(" Unless said: ").append(escaped(it)).append("."));
    return text.toString().strip();
  }

  /// What it is, for people: `text`, `1 to 200`.
  private static String word(Parameter parameter) {
    if (parameter.type().equals("integer")) {
      return parameter
          .most()
          .map(most -> parameter.least().orElse("0") + " to " + most)
          .orElseGet(() -> parameter.least().map(it -> "Number from " + it).orElse("Number"));
    }
    return parameter.choices().isEmpty() ? "Text" : "One of these";
  }

  private void body() {
    String id = escaped(call.id());
    Map.Entry<String, String> first = call.bodies().entrySet().iterator().next();
    if (call.sendsAnything()) {
      html.append(typeLabel(id))
          .append("<input type=\"text\" id=\"%s-type\" data-type value=\"".formatted(id))
          .append(escaped(first.getKey()))
          .append("\" spellcheck=\"false\" required></div>\n");
    } else if (call.bodies().size() > 1) {
      html.append(typeLabel(id)).append("<select id=\"%s-type\" data-type>".formatted(id));
      call.bodies().forEach(this::type);
      html.append("</select></div>\n");
    } else {
      html.append("<input type=\"hidden\" data-type value=\"");
      html.append(escaped(first.getKey())).append("\">\n");
    }
    List<String> lines = first.getValue().lines().toList();
    html.append("<div class=\"field\"><label for=\"%s-body\">Body</label>\n".formatted(id))
        .append("<textarea id=\"%s-body\" data-body rows=\"".formatted(id))
        .append(Math.clamp(lines.size() + 1L, 3, MOST_ROWS))
        .append("\" spellcheck=\"false\">\n")
        .append(escaped(first.getValue()))
        .append("</textarea></div>\n");
  }

  private static String typeLabel(String id) {
    return "<div class=\"field\"><label for=\"%s-type\">Content type</label>\n".formatted(id);
  }

  private void type(String type, String example) {
    html.append("<option data-example=\"").append(escaped(example)).append("\">");
    html.append(escaped(type)).append("</option>");
  }
}
