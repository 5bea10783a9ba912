package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.sdk.Connection;
import dev.tenon.sdk.ConnectionFilter;
import dev.tenon.sdk.ResourceList;
import dev.tenon.sdk.ResourceQuery;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon list` and `tenon resources`.
public final class ListCommand {
  /// What lists of the shipped connectors can be narrowed by; others are said with `--in`.
  private static final List<String> WORDS =
      List.of("project", "todo", "folder", "hub", "issue", "organization", "operation", "layer");

  static final int MOST_COLUMNS = 8;

  private ListCommand() {}

  /// `tenon list`.
  public static CommandSpec list() {
    return narrowed(
            Verb.named("list", "Lists what a user can see at a provider: all of it.")
                .argument("INTEGRATION/RESOURCE", "for example trimble-connect/todos"))
        .option("--format", "FORMAT", "table (the default), json, ndjson, csv or geojson")
        .option("--to", "FILE", "write it there; the file is whole or not there")
        .atHub()
        .note("What there is to list: tenon resources INTEGRATION -u USER")
        .does(ListCommand::run);
  }

  /// `verb` with the options that say whose list it is, and what narrows it.
  static Verb narrowed(Verb verb) {
    verb.option("-u,--user", "ID", "the user, by your own id; else TENON_USER, else the only one")
        .option("--limit", "N", "at most so many items")
        .repeated("--in", "WORD=NAME", "only what is below this");
    for (String word : WORDS) {
      verb.option("--" + word, "NAME", "only of this " + word + ", by id or exact name");
    }
    return verb;
  }

  /// `tenon resources`, and `tenon resources try`.
  public static CommandSpec resources() {
    CommandSpec resources =
        Verb.named("resources", "Says what can be listed through a user's connection.")
            .optionalArgument("INTEGRATION", "for example trimble-connect")
            .option(
                "-u,--user", "ID", "the user, by your own id; else TENON_USER, else the only one")
            .atHub()
            .does(ListCommand::describe);
    return resources.addSubcommand("try", TryCommand.spec());
  }

  private static ExitCode describe(Invocation call) {
    String integration =
        call.optionalArgument(0)
            .orElseThrow(
                () ->
                    new FailedException(
                        Failure.usage(
                            "Say of which integration.",
                            "For example tenon resources NAME -u ID")));
    JsonObject all = call.hub().resource(integration, "", user(call, integration)).describe();
    if (call.isJson()) {
      return call.print(all);
    }
    Table table = Table.of("RESOURCE", "TITLE", "NARROWED BY", "FORMATS");
    for (JsonObject each : objects(all, "items")) {
      table.row(
          each.text("name").orElse(""),
          each.text("title").orElse(""),
          String.join(", ", each.texts("parameters")),
          String.join(", ", each.texts("formats")));
    }
    table.print(call.terminal(), "Nothing: the connector declares no resources.");
    return ExitCode.OK;
  }

  private static ExitCode run(Invocation call) throws IOException {
    String format = call.option("--format").orElse(call.isJson() ? "json" : "table");
    ResourceQuery query = query(call);
    if (format.equals("table")) {
      return table(call, query);
    }
    if (!List.of("json", "ndjson", "csv", "geojson").contains(format)) {
      throw new FailedException(
          Failure.usage(
              "There is no format '" + format + "'.", "One of table, json, ndjson, csv, geojson."));
    }
    Optional<Path> file = call.option("--to").map(call::file);
    try (InputStream in = query.open(format)) {
      if (file.isPresent()) {
        Path part = file.get().resolveSibling(file.get().getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
          in.transferTo(out);
        }
        Files.move(part, file.get(), StandardCopyOption.REPLACE_EXISTING);
        return ExitCode.OK;
      }
      byte[] buffer = new byte[16 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        call.terminal().out().write(buffer, 0, n);
      }
      call.terminal().out().flush();
      return ExitCode.OK;
    } catch (IOException _) {
      throw new FailedException(
          Failure.of(
              ExitCode.PROVIDER_UNAVAILABLE,
              "The list is not complete: it broke off before its end.",
              "nobody",
              "Run the command again; with --format json it says what is missing."));
    }
  }

  private static ExitCode table(Invocation call, ResourceQuery query) {
    String resource = names(call)[1];
    List<JsonObject> columns =
        objects(query.describe(), "items").stream()
            .filter(it -> it.text("name").filter(resource::equals).isPresent())
            .map(it -> objects(it, "columns"))
            .findFirst()
            .orElse(List.of())
            .stream()
            .limit(MOST_COLUMNS)
            .toList();
    Table table =
        Table.of(
            columns.stream()
                .map(it -> it.text("title").orElse("").toUpperCase(java.util.Locale.ROOT))
                .toArray(String[]::new));
    try (ResourceList list = query.list()) {
      for (JsonObject item : list) {
        table.row(
            columns.stream()
                .map(column -> cell(item, column.text("path").orElse("")))
                .toArray(String[]::new));
      }
      table.print(call.terminal(), "Nothing.");
      list.notes().forEach(note -> call.terminal().err().println("note: " + Table.printable(note)));
    }
    return ExitCode.OK;
  }

  static ResourceQuery query(Invocation call) {
    String[] names = names(call);
    ResourceQuery query = call.hub().resource(names[0], names[1], user(call, names[0]));
    for (String word : WORDS) {
      Optional<String> value = call.option("--" + word);
      if (value.isPresent()) {
        query = query.within(word, value.get());
      }
    }
    for (String pair : call.options("--in")) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new FailedException(
            Failure.usage("--in has no word.", "Write it as --in WORD=NAME."));
      }
      query = query.within(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return call.option("--limit").isPresent() ? query.limit(whole(call, "--limit", "")) : query;
  }

  /// The user that is named, else the one that the integration has.
  static String user(Invocation call, String integration) {
    Optional<String> named =
        call.option("--user")
            .or(() -> Optional.ofNullable(call.terminal().environment().get("TENON_USER")))
            .filter(it -> !it.isBlank());
    if (named.isPresent()) {
      return named.get();
    }
    Set<String> users = new LinkedHashSet<>();
    for (Connection each :
        call.hub().connections().list(ConnectionFilter.all().integration(integration))) {
      if (!each.status().equals("revoked")) {
        users.add(each.user());
      }
      if (users.size() > 1) {
        break;
      }
    }
    if (users.size() == 1) {
      return users.iterator().next();
    }
    throw new FailedException(
        Failure.usage(
            users.isEmpty()
                ? "Nobody has connected '" + integration + "'."
                : "Several users have connected '" + integration + "'.",
            "Say whose list it is: --user ID."));
  }

  /// The whole number that an option has.
  static long whole(Invocation call, String option, String usual) {
    String text = call.option(option).orElse(usual);
    if (!text.matches("[1-9][0-9]{0,14}")) {
      throw new FailedException(
          Failure.usage(option + " is a whole number.", "For example " + option + " 100."));
    }
    return Long.parseLong(text);
  }

  static String[] names(Invocation call) {
    String[] names = call.argument(0).split("/", 2);
    if (names.length != 2 || names[0].isBlank() || names[1].isBlank()) {
      throw new FailedException(
          Failure.usage(
              "'" + call.argument(0) + "' does not say what to list.",
              "Write integration and resource, as in trimble-connect/todos."));
    }
    return names;
  }

  /// What stands at a dotted path; a person's name in place of a person.
  static String cell(JsonObject item, String path) {
    Json value = at(item, path);
    if (value instanceof Json.JsonArray list) {
      return String.join(", ", list.items().stream().map(ListCommand::words).toList());
    }
    return words(value);
  }

  private static String words(Json value) {
    return switch (value) {
      case Json.JsonText text -> text.value();
      case JsonObject person ->
          person
              .text("firstName")
              .map(first -> first + person.text("lastName").map(last -> " " + last).orElse(""))
              .or(() -> person.text("name"))
              .or(() -> person.text("email"))
              .or(() -> person.text("id"))
              .orElse("");
      case Json.JsonNull _ -> "";
      default -> value.toString();
    };
  }

  private static Json at(JsonObject item, String path) {
    Json whole = item.members().get(path);
    if (whole != null) {
      return whole;
    }
    int dot = path.indexOf('.');
    return dot > 0 && item.members().get(path.substring(0, dot)) instanceof JsonObject inner
        ? at(inner, path.substring(dot + 1))
        : new Json.JsonText("");
  }

  static List<JsonObject> objects(JsonObject of, String name) {
    List<JsonObject> found = new ArrayList<>();
    for (Json each : of.items(name)) {
      if (each instanceof JsonObject object) {
        found.add(object);
      }
    }
    return found;
  }
}
