package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.sdk.HubRefusedException;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon resources try`: the first items of a resource as a connector file declares it, before the
/// file is posted; with the requests that were made, and what in the file does not fit.
final class TryCommand {
  private TryCommand() {}

  static CommandSpec spec() {
    return Verb.named("try", "Tries a resource of a connector file that is not added yet.")
        .argument("FILE", "its YAML; - is standard input")
        .required("--resource", "NAME", "the resource, as the file names it")
        .option("--connection", "ID", "the connection to try it through")
        .option("-i,--integration", "NAME", "or the integration, with --user")
        .option("-u,--user", "ID", "the user, by your own id; else TENON_USER")
        .option("--app", "NAME", "in whose name; else any app that may use the integration")
        .option("--limit", "N", "at most so many items: 10, at most 100")
        .repeated("--in", "WORD=NAME", "only what is below this")
        .atHub()
        .note(
            "With an admin's key. Nothing is kept, and the token goes only to hosts that the",
            "connection's own connector leads to. Ends with 3 where something does not fit.")
        .does(TryCommand::run);
  }

  private static ExitCode run(Invocation call) {
    JsonObject answer;
    try {
      answer = call.hub().connectors().tryResource(wish(call));
    } catch (HubRefusedException e) {
      requests(call, objects(e.problem().members(), "requests"));
      List<JsonObject> faults = objects(e.problem().members(), "errors");
      if (call.isJson() || faults.isEmpty() || !e.problem().code().equals("invalid_connector")) {
        throw e;
      }
      throw new FailedException(faults(call, faults));
    }
    if (call.isJson()) {
      call.print(answer);
    } else {
      show(call, answer);
    }
    return answer.flag("ok") ? ExitCode.OK : ExitCode.REFUSED;
  }

  private static JsonObject wish(Invocation call) {
    JsonObject wish =
        JsonObject.empty()
            .with("yaml", ConnectorCommands.yaml(call))
            .with("resource", call.required("--resource"));
    Optional<String> connection = call.option("--connection");
    if (connection.isPresent() == call.option("--integration").isPresent()) {
      throw new FailedException(
          Failure.usage(
              "Say through which connection.",
              "Give --connection ID, or --integration NAME -u USER."));
    }
    wish = with(wish, "connection", connection);
    wish = with(wish, "integration", call.option("--integration"));
    if (connection.isEmpty()) {
      wish =
          with(
              wish,
              "user",
              call.option("--user")
                  .or(() -> Optional.ofNullable(call.terminal().environment().get("TENON_USER"))));
    }
    wish = with(wish, "app", call.option("--app"));
    if (call.option("--limit").isPresent()) {
      wish = wish.with("limit", JsonNumber.of(ListCommand.whole(call, "--limit", "")));
    }
    JsonObject within = JsonObject.empty();
    for (String pair : call.options("--in")) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new FailedException(
            Failure.usage("--in has no word.", "Write it as --in WORD=NAME."));
      }
      within = within.with(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return within.members().isEmpty() ? wish : wish.with("within", within);
  }

  private static JsonObject with(JsonObject object, String name, Optional<String> value) {
    return value.filter(it -> !it.isBlank()).map(it -> object.with(name, it)).orElse(object);
  }

  /// Every fault with its place, as a compiler says it.
  private static Failure faults(Invocation call, List<JsonObject> faults) {
    String file = call.argument(0);
    List<String> lines = new ArrayList<>();
    for (JsonObject fault : faults) {
      lines.add(
          "%s:%d:%d: %s: %s"
              .formatted(
                  file,
                  fault.number("line").orElse(1),
                  fault.number("column").orElse(1),
                  fault.text("field").orElse(""),
                  fault.text("message").orElse("")));
    }
    lines.forEach(line -> call.terminal().err().println(Table.printable(line)));
    return Failure.of(
        ExitCode.REFUSED,
        file + " has " + (faults.size() == 1 ? "a fault." : faults.size() + " faults."),
        "you",
        "Mend the file.");
  }

  private static void show(Invocation call, JsonObject answer) {
    requests(call, objects(answer, "requests"));
    call.say("");
    List<JsonObject> columns =
        objects(answer, "columns").stream().limit(ListCommand.MOST_COLUMNS).toList();
    Table table =
        Table.of(
            columns.stream()
                .map(it -> it.text("title").orElse("").toUpperCase(Locale.ROOT))
                .toArray(String[]::new));
    for (JsonObject item : objects(answer, "items")) {
      table.row(
          columns.stream()
              .map(column -> ListCommand.cell(item, column.text("path").orElse("")))
              .toArray(String[]::new));
    }
    table.print(call.terminal(), "No items.");
    if (!answer.flag("whole") && objects(answer, "problems").isEmpty()) {
      call.terminal().err().println("note: these are the first; there are more");
    }
    answer
        .texts("notes")
        .forEach(note -> call.terminal().err().println("note: " + Table.printable(note)));
    for (JsonObject hint : objects(answer, "hints")) {
      tell(
          call, hint.text("field").orElse("") + " " + hint.text("message").orElse("") + ".", "you");
    }
    for (JsonObject problem : objects(answer, "problems")) {
      String where = problem.text("parent").map(it -> " of " + it).orElse("");
      tell(
          call,
          "%s%s: %s %s"
              .formatted(
                  problem.text("resource").orElse(""),
                  where,
                  problem.text("detail").orElse(""),
                  problem.text("todo").orElse("")),
          switch (problem.text("turn").orElse("")) {
            case "provider" -> "the provider";
            case "user" -> "the user";
            default -> "you";
          });
    }
  }

  private static void tell(Invocation call, String what, String turn) {
    call.terminal().err().println("problem: " + Table.printable(what) + " (turn: " + turn + ")");
  }

  private static void requests(Invocation call, List<JsonObject> requests) {
    if (requests.isEmpty() || call.isJson()) {
      return;
    }
    Table table = Table.of("", "REQUEST", "STATUS", "ITEMS", "AND THEN");
    int number = 0;
    for (JsonObject each : requests) {
      number++;
      String range = each.text("range").map(it -> "  (Range: " + it + ")").orElse("");
      table.row(
          Integer.toString(number),
          each.text("method").orElse("") + " " + each.text("url").orElse("") + range,
          number(each, "status", "none"),
          number(each, "items", ""),
          each.text("paging").or(() -> each.text("failure")).orElse(""));
    }
    table.print(call.terminal(), "");
  }

  private static String number(JsonObject of, String name, String none) {
    OptionalLong number = of.number(name);
    return number.isPresent() ? Long.toString(number.getAsLong()) : none;
  }

  private static List<JsonObject> objects(JsonObject of, String name) {
    return ListCommand.objects(of, name);
  }
}
