package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.cli.terminal.Times;
import dev.tenon.sdk.HubRefusedException;
import dev.tenon.sdk.IncompleteListingException;
import dev.tenon.sdk.RecordList;
import dev.tenon.sdk.RecordQuery;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon records`.
public final class RecordsCommand {
  private static final int MOST_COLUMNS = 5;

  private RecordsCommand() {}

  /// The command.
  public static CommandSpec spec() {
    return Verb.named("records", "Reads what is kept in step, as it is or as it has changed.")
        .argument("INTEGRATION/RESOURCE", "for example trimble-connect/todos")
        .option("-u,--user", "ID", "the user, by your own id; else TENON_USER, else the only one")
        .repeated("--where", "COLUMN=VALUE", "only those that have it; also region=, project=")
        .option("--changed-since", "N", "only what has changed since an earlier reading said N")
        .option("--deleted", "WHICH", "false, true or only")
        .option("--limit", "N", "at most so many")
        .option("--format", "FORMAT", "table (the default) or ndjson")
        .atHub()
        .note("What is kept in step: tenon syncs list INTEGRATION -u USER")
        .does(RecordsCommand::run);
  }

  private static ExitCode run(Invocation call) {
    String[] names = ListCommand.names(call);
    RecordQuery query = call.hub().records(names[0], names[1], ListCommand.user(call, names[0]));
    for (Map.Entry<String, String> each : SyncFieldOptions.pairs(call, "--where").entrySet()) {
      query = query.where(each.getKey(), each.getValue());
    }
    if (call.option("--changed-since").isPresent()) {
      query = query.changedSince(mark(call.required("--changed-since")));
    }
    query =
        switch (call.option("--deleted").orElse("")) {
          case "" -> query;
          case "false" -> query.where("deleted", "false");
          case "true" -> query.withDeleted();
          case "only" -> query.deletedOnly();
          default ->
              throw new FailedException(
                  Failure.usage("--deleted says which.", "One of false, true, only."));
        };
    return switch (call.option("--format").orElse(call.isJson() ? "json" : "table")) {
      case "table" -> table(call, query);
      case "json" -> json(call, query);
      case "ndjson" -> lines(call, query);
      default ->
          throw new FailedException(
              Failure.usage("There is no such format.", "One of table, ndjson; or --json."));
    };
  }

  private static long mark(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new FailedException(
          Failure.usage(
              "--changed-since is a number that an earlier reading said.",
              "Without it everything is read, and the number is told."));
    }
    return Long.parseLong(text);
  }

  private static ExitCode table(Invocation call, RecordQuery query) {
    List<JsonObject> columns = columns(query);
    Table table =
        Table.of(
            Stream.concat(
                    Stream.of("CHANGED", "ID", "DELETED"),
                    columns.stream()
                        .map(it -> it.text("title").orElse("").toUpperCase(java.util.Locale.ROOT)))
                .toArray(String[]::new));
    RecordList records = query.list();
    boolean all;
    try {
      all = read(call, records, record -> table.row(row(record, columns)));
    } catch (IncompleteListingException e) {
      table.print(call.terminal(), "Nothing.");
      throw e;
    }
    table.print(call.terminal(), "Nothing.");
    return told(call, records, all);
  }

  private static String[] row(JsonObject record, List<JsonObject> columns) {
    JsonObject tenon = record.object("_tenon").orElse(JsonObject.empty());
    List<String> cells = new ArrayList<>();
    cells.add(tenon.time("changed_at").map(Times::show).orElse(""));
    cells.add(tenon.text("id").orElse(""));
    cells.add(tenon.time("deleted_at").map(Times::show).orElse(""));
    columns.forEach(it -> cells.add(ListCommand.cell(record, it.text("path").orElse(""))));
    return cells.toArray(String[]::new);
  }

  /// None where the key may not ask what there is to list: an admin's may not.
  private static List<JsonObject> columns(RecordQuery query) {
    try {
      return query
          .describe()
          .map(it -> ListCommand.objects(it, "columns"))
          .orElse(List.of())
          .stream()
          .limit(MOST_COLUMNS)
          .toList();
    } catch (HubRefusedException _) {
      return List.of();
    }
  }

  private static ExitCode lines(Invocation call, RecordQuery query) {
    RecordList records = query.list();
    boolean all = read(call, records, record -> call.terminal().out().println(record));
    call.terminal().out().flush();
    return told(call, records, all);
  }

  private static ExitCode json(Invocation call, RecordQuery query) {
    List<Json> items = new ArrayList<>();
    RecordList records = query.list();
    read(call, records, items::add);
    JsonObject answer = JsonObject.empty().with("items", new Json.JsonArray(items));
    if (records.changedSince().isPresent()) {
      answer = answer.with("changed_since", Json.JsonNumber.of(records.changedSince().getAsLong()));
    }
    return call.print(answer.with("status", records.status()));
  }

  /// Whether there were no more than were wished for.
  private static boolean read(
      Invocation call, RecordList records, java.util.function.Consumer<JsonObject> take) {
    long most =
        call.option("--limit").isPresent()
            ? ListCommand.whole(call, "--limit", "")
            : Long.MAX_VALUE;
    Iterator<JsonObject> each = records.iterator();
    for (long told = 0; each.hasNext(); told++) {
      if (told == most) {
        return false;
      }
      take.accept(each.next());
    }
    return true;
  }

  /// Where to go on, beside the records: whoever pipes them gets the records alone.
  private static ExitCode told(Invocation call, RecordList records, boolean all) {
    if (all && records.changedSince().isPresent()) {
      call.terminal()
          .err()
          .println(
              "note: "
                  + records
                      .completeAt()
                      .map(it -> "complete as of " + Times.show(it) + "; ")
                      .orElse("")
                  + "go on with --changed-since "
                  + records.changedSince().getAsLong());
    }
    return ExitCode.OK;
  }
}
