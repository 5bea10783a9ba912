package dev.tenon.server.admin.clients;

import dev.tenon.connector.Connector;
import dev.tenon.connector.Field;
import dev.tenon.server.admin.clients.FieldView.Choice;
import dev.tenon.server.admin.clients.FieldView.Kind;
import dev.tenon.server.http.page.WebLinks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What fills the placeholders of a connector's addresses, as fields.
record ParameterFields(Connector connector) {
  List<FieldView> views(Typed typed, Problems problems) {
    List<FieldView> views = new ArrayList<>();
    if (!connector.environments().isEmpty()) {
      views.add(
          choice(
              "environment",
              "Environment",
              connector.environments().stream()
                  .map(it -> Map.entry(it.name(), it.title()))
                  .toList(),
              typed,
              problems));
    }
    if (!connector.regions().isEmpty()) {
      views.add(
          choice(
              "region",
              "Region",
              connector.regions().stream().map(it -> Map.entry(it.name(), it.title())).toList(),
              typed,
              problems));
    }
    connector.parameters().stream()
        .filter(ParameterFields::isShown)
        .forEach(it -> views.add(view(it, typed, problems)));
    return views;
  }

  /// What was typed, by parameter; an empty text takes one away.
  Map<String, String> values(Typed typed) {
    Map<String, String> values = new LinkedHashMap<>();
    for (FieldView view : views(typed, Problems.none())) {
      String parameter = view.name().substring(Typed.PARAMETER.length());
      values.put(parameter, typed.text(view.name()));
    }
    return values;
  }

  private static boolean isShown(Field field) {
    return field.askedOf() == Field.AskedOf.ADMIN && !field.hints().hidden() && !field.secret();
  }

  private static FieldView choice(
      String parameter,
      String title,
      List<Map.Entry<String, String>> values,
      Typed typed,
      Problems problems) {
    String name = Typed.PARAMETER + parameter;
    String value = typed.text(name);
    List<Choice> choices = new ArrayList<>();
    choices.add(
        new Choice("", "Default: " + values.getFirst().getValue(), "", "", value.isEmpty()));
    values.forEach(
        it ->
            choices.add(new Choice(it.getKey(), it.getValue(), "", "", it.getKey().equals(value))));
    return new FieldView(
        Kind.SELECT,
        name,
        title,
        false,
        value,
        "",
        "",
        choices,
        "",
        Optional.empty(),
        problems.of(name));
  }

  private static FieldView view(Field field, Typed typed, Problems problems) {
    String name = Typed.PARAMETER + field.name();
    String value = typed.text(name);
    List<Choice> choices = new ArrayList<>();
    if (!field.choices().isEmpty()) {
      choices.add(
          new Choice(
              "",
              field.defaultValue().map(it -> "Default: " + it).orElse("Choose"),
              "",
              "",
              value.isEmpty()));
      field.choices().forEach(it -> choices.add(new Choice(it, it, "", "", it.equals(value))));
    }
    Kind kind = field.format() == Field.Format.LINES ? Kind.LINES : Kind.TEXT;
    return new FieldView(
        choices.isEmpty() ? kind : Kind.SELECT,
        name,
        field.title(),
        field.required() && field.defaultValue().isEmpty(),
        value,
        hint(field),
        field.defaultValue().orElse(""),
        choices,
        "",
        WebLinks.href(field.hints().guide()),
        problems.of(name));
  }

  private static String hint(Field field) {
    List<String> parts = new ArrayList<>();
    field.description().ifPresent(parts::add);
    field.example().ifPresent(it -> parts.add("For example " + it + "."));
    field.hints().warning().ifPresent(parts::add);
    return String.join(" ", parts);
  }
}
