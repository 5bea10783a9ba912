package dev.tenon.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Reads templates by recursive descent:
///
/// ```
/// template    = { text | "$${" | "${" expression "}" }
/// expression  = sum { "||" sum }
/// sum         = term { "+" term }
/// term        = "'" text with '' for one quote "'" | name | function "(" [ expression { "," … } ] ")"
/// name        = letter { letter | digit | "_" } { "." part }
/// ```
final class TemplateParser {
  private static final int DEEPEST = 16;

  private final String source;
  private int at;
  private int depth;

  private TemplateParser(String source) {
    this.source = source;
  }

  static List<Template.Part> parse(String source) {
    return new TemplateParser(source).parts();
  }

  private List<Template.Part> parts() {
    List<Template.Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (at < source.length()) {
      if (take("$${")) {
        text.append("${");
      } else if (take("${")) {
        parts.add(new Template.Part.Text(text.toString()));
        text.setLength(0);
        parts.add(placeholder());
      } else {
        text.append(source.charAt(at++));
      }
    }
    parts.add(new Template.Part.Text(text.toString()));
    return parts.stream()
        .filter(part -> !(part instanceof Template.Part.Text literal && literal.text().isEmpty()))
        .toList();
  }

  private Template.Part placeholder() {
    space();
    boolean raw = take("raw(");
    Expression expression = expression();
    if (raw) {
      expect(")", "the ')' of raw is missing");
    }
    expect("}", "a placeholder is not closed");
    return new Template.Part.Placeholder(expression, raw);
  }

  private Expression expression() {
    List<Expression> choices = listOf("||", this::sum);
    return choices.size() == 1 ? choices.getFirst() : new Expression.FirstOf(choices);
  }

  private Expression sum() {
    List<Expression> parts = listOf("+", this::term);
    return parts.size() == 1 ? parts.getFirst() : new Expression.Joined(parts);
  }

  private List<Expression> listOf(String separator, Supplier<Expression> element) {
    List<Expression> list = new ArrayList<>();
    do {
      list.add(element.get());
      space();
    } while (take(separator));
    return List.copyOf(list);
  }

  private Expression term() {
    space();
    if (take("'")) {
      return literal();
    }
    String name = name();
    space();
    return take("(") ? call(name) : new Expression.Named(name);
  }

  private Expression literal() {
    StringBuilder text = new StringBuilder();
    while (at < source.length()) {
      if (take("''")) {
        text.append('\'');
      } else if (take("'")) {
        return new Expression.Literal(text.toString());
      } else {
        text.append(source.charAt(at++));
      }
    }
    throw wrong("a quote is not closed");
  }

  private Expression call(String name) {
    TemplateFunction function =
        TemplateFunction.find(name)
            .orElseThrow(
                () ->
                    wrong(
                        name.equals("raw")
                            ? "raw stands alone, as in ${raw(path)}"
                            : "there is no function '" + name + "'"));
    if (++depth > DEEPEST) {
      throw wrong("functions are nested too deeply");
    }
    List<Expression> arguments = listOf(",", this::expression);
    expect(")", "the ')' of " + name + " is missing");
    depth--;
    if (arguments.size() != function.arguments()) {
      throw wrong(
          "%s takes %d argument(s), not %d"
              .formatted(name, function.arguments(), arguments.size()));
    }
    return new Expression.Call(function, arguments);
  }

  private String name() {
    int start = at;
    while (at < source.length() && isNamePart(source.charAt(at))) {
      at++;
    }
    String name = source.substring(start, at);
    if (!name.matches("[A-Za-z_]\\w*(\\.\\w+)*")) {
      throw wrong(
          name.isEmpty() ? "a name is missing in a placeholder" : "'" + name + "' is not a name");
    }
    return name;
  }

  private static boolean isNamePart(char c) {
    return c == '.' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  private void space() {
    while (at < source.length() && source.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean take(String text) {
    if (!source.startsWith(text, at)) {
      return false;
    }
    at += text.length();
    return true;
  }

  private void expect(String text, String problem) {
    space();
    if (!take(text)) {
      throw wrong(problem);
    }
  }

  private IllegalArgumentException wrong(String problem) {
    return new IllegalArgumentException("%s, at character %d".formatted(problem, at + 1));
  }
}
