package dev.tenon.cli.terminal;

import dev.tenon.sdk.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/// Why a command came to nothing, told so that somebody can act on it.
///
/// @param happened what happened, in one sentence
/// @param turn whose turn it is: `you`, `the user`, `the admin`, `the operator` or `nobody`
/// @param todo what that person does next
/// @param problem what the hub said, for programs
public record Failure(
    ExitCode code, String happened, String turn, String todo, Optional<JsonObject> problem) {

  /// A failure that is not the hub's word.
  public static Failure of(ExitCode code, String happened, String turn, String todo) {
    return new Failure(code, happened, turn, todo, Optional.empty());
  }

  /// A command line that cannot be carried out.
  public static Failure usage(String happened, String todo) {
    return of(ExitCode.USAGE, happened, "you", todo);
  }

  /// Tells it: three lines for people.
  public void tell(Terminal terminal) {
    terminal.err().println("tenon: " + Table.printable(happened));
    if (!todo.isEmpty()) {
      terminal.err().println("  whose turn: " + turn);
      terminal.err().println("  what to do: " + Table.printable(todo));
    }
  }

  /// Tells it as one line of JSON.
  public void tellAsJson(Terminal terminal) {
    terminal
        .err()
        .println(
            problem.orElseGet(
                () ->
                    JsonObject.empty()
                        .with("code", code.name().toLowerCase(Locale.ROOT))
                        .with("detail", happened)
                        .with("turn", turn)
                        .with("todo", todo)));
  }
}
