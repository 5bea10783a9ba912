package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.sdk.Pages;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.JsonObject;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;

/// How lists, and things that may be absent, are shown.
final class Listing {
  private Listing() {}

  /// Prints all items: a table for people, `{"items":[…]}` for programs.
  static <T> ExitCode show(
      Invocation call,
      Pages<T> items,
      Function<T, JsonObject> json,
      Table table,
      Function<T, String[]> row,
      String none) {
    if (call.isJson()) {
      var all = new ArrayList<Json>();
      items.forEach(item -> all.add(json.apply(item)));
      return call.print(JsonObject.empty().with("items", new JsonArray(all)));
    }
    items.forEach(item -> table.row(row.apply(item)));
    table.print(call.terminal(), none);
    return ExitCode.OK;
  }

  /// What was found, or the failure that says it was not.
  static <T> T found(Optional<T> found, String what, String name, String seeAll) {
    return found.orElseThrow(
        () ->
            new FailedException(
                Failure.of(
                    ExitCode.REFUSED,
                    "There is no " + what + " '" + name + "'.",
                    "you",
                    "See what there is: " + seeAll)));
  }
}
