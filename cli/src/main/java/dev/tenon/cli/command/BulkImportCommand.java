package dev.tenon.cli.command;

import dev.tenon.cli.imports.Export;
import dev.tenon.cli.imports.Export.Choices;
import dev.tenon.cli.imports.Export.Problem;
import dev.tenon.cli.imports.Export.Row;
import dev.tenon.cli.imports.Export.Source;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.sdk.BulkImport;
import dev.tenon.sdk.BulkImport.Existing;
import dev.tenon.sdk.BulkImport.Options;
import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.HubRefusedException;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// `tenon connections import FILE`: everything that is wrong with any row, in the file or for the
/// hub, is told at once, and nothing is imported then.
final class BulkImportCommand {
  private BulkImportCommand() {}

  static ExitCode run(Invocation call, Path file) throws IOException {
    Source source =
        call.option("--from")
            .map(word -> Source.of(word).orElseThrow(() -> unknown("--from", Source.words())))
            .orElse(Source.TENON);
    Existing existing =
        call.option("--existing").map(BulkImportCommand::existing).orElse(Existing.REFUSE);
    Export export =
        Export.read(
            file,
            source,
            new Choices(
                call.option("--integration"),
                call.option("--user-field"),
                call.option("--provider")));
    if (export.rows().isEmpty() && export.problems().isEmpty()) {
      throw new FailedException(
          Failure.usage(file + " has nothing to import.", "See docs/import.md for its format."));
    }
    boolean dryRun = call.flag("--dry-run");
    List<Problem> problems = new ArrayList<>(export.problems());
    TenonClient hub = call.hub();
    if (!problems.isEmpty()) {
      // The hub's opinion of the other rows, so that all of it can be mended at once.
      problems.addAll(opinion(hub, export.rows(), new Options(existing, true)));
      return refused(call, problems);
    }
    try {
      return tell(
          call,
          hub.connections().importAll(rows(export.rows()), new Options(existing, dryRun)),
          dryRun);
    } catch (HubRefusedException e) {
      List<Problem> said = problems(e, export.rows());
      if (said.isEmpty()) {
        throw e;
      }
      return refused(call, said);
    }
  }

  private static List<Problem> opinion(TenonClient hub, List<Row> rows, Options options) {
    if (rows.isEmpty()) {
      return List.of();
    }
    try {
      hub.connections().importAll(rows(rows), options);
      return List.of();
    } catch (HubRefusedException e) {
      return problems(e, rows);
    }
  }

  private static List<ConnectionImport> rows(List<Row> rows) {
    return rows.stream()
        .map(row -> ConnectionImport.of((JsonObject) Json.parse(row.json())))
        .toList();
  }

  /// What the hub said of rows, by their numbers in the file.
  private static List<Problem> problems(HubRefusedException refused, List<Row> rows) {
    List<Problem> problems = new ArrayList<>();
    for (Json item : refused.problem().members().items("errors")) {
      if (item instanceof JsonObject error) {
        long row = error.number("row").orElse(0);
        if (row >= 1 && row <= rows.size()) {
          problems.add(
              new Problem(
                  rows.get((int) row - 1).number(),
                  error.text("field").orElse(""),
                  error.text("message").orElse("") + other(error, rows)));
        }
      }
    }
    return problems;
  }

  private static String other(JsonObject error, List<Row> rows) {
    long other = error.number("other_row").orElse(0);
    return other >= 1 && other <= rows.size()
        ? " (row " + rows.get((int) other - 1).number() + ")"
        : "";
  }

  private static ExitCode refused(Invocation call, List<Problem> problems) {
    List<Problem> sorted = problems.stream().sorted(Comparator.comparingInt(Problem::row)).toList();
    long rows = sorted.stream().map(Problem::row).distinct().count();
    if (call.isJson()) {
      List<Json> errors = new ArrayList<>();
      for (Problem problem : sorted) {
        errors.add(
            JsonObject.empty()
                .with("row", JsonNumber.of(problem.row()))
                .with("field", problem.field())
                .with("message", problem.message()));
      }
      call.print(JsonObject.empty().with("errors", new JsonArray(errors)));
      return ExitCode.REFUSED;
    }
    Table table = Table.of("ROW", "FIELD", "WHAT IS WRONG");
    sorted.forEach(it -> table.row(Integer.toString(it.row()), it.field(), it.message()));
    table.print(call.terminal(), "");
    throw new FailedException(
        Failure.of(
            ExitCode.REFUSED,
            rows == 1
                ? "1 row is wrong, and nothing was imported."
                : rows + " rows are wrong, and nothing was imported.",
            "you",
            "Mend the rows and run the command again."));
  }

  private static ExitCode tell(Invocation call, BulkImport done, boolean dryRun) {
    if (call.isJson()) {
      return call.print(done.members());
    }
    String verb = dryRun ? "Would be imported" : "Imported";
    return call.say(
        "%s: %d. Replaced: %d. Connected already and kept: %d."
            .formatted(verb, done.imported(), done.replaced(), done.kept()));
  }

  private static Existing existing(String word) {
    return Arrays.stream(Existing.values())
        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> unknown("--existing", "refuse, keep, replace"));
  }

  private static FailedException unknown(String option, String words) {
    return new FailedException(
        Failure.usage(option + " has a value that is not known.", "One of: " + words + "."));
  }
}
