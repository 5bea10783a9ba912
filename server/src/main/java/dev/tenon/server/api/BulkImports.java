package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.ConnectionStore.NewConnection;
import dev.tenon.connection.Status;
import dev.tenon.server.api.ConnectionImports.Offer;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Takes over many users' tokens at once: all of them, or none. Every row is looked at before
/// anything is written, and everything that is wrong with any of them is said at once. Safe for use
/// by any thread.
final class BulkImports {
  /// How many rows there may be.
  static final int MOST_ROWS = 10_000;

  private static final int MOST_TOLD = 1_000;
  private static final Set<Status> ALIVE = Set.of(Status.ACTIVE, Status.FAILING);

  private final ConnectionImports imports;
  private final ConnectionStore connections;

  BulkImports(ConnectionImports imports, ConnectionStore connections) {
    this.imports = imports;
    this.connections = connections;
  }

  /// Takes `rows` over.
  ///
  /// @param rows each gives its object, or throws what is wrong with it
  /// @param existing what becomes of a row whose user is connected already
  /// @param dryRun nothing is written
  /// @throws ProblemException with status 422 and every problem of every row
  List<Taken> take(
      Caller caller, List<Supplier<JsonObject>> rows, Existing existing, boolean dryRun) {
    if (rows.isEmpty()) {
      throw new ProblemException(
          Problem.of(400, "invalid_request", "The request is not valid", "There are no rows."));
    }
    if (rows.size() > MOST_ROWS) {
      throw new ProblemException(
          Problem.of(
              413,
              "too_many_rows",
              "There are too many rows",
              "%d rows are %d at most: send them in parts. Nothing was imported."
                  .formatted(rows.size(), MOST_ROWS)));
    }
    Reading reading = new Reading(caller, existing);
    for (int i = 0; i < rows.size(); i++) {
      reading.row(i + 1, rows.get(i));
    }
    reading.end();
    if (!dryRun) {
      write(reading.arrivals);
    }
    return reading.taken;
  }

  private void write(Map<Integer, NewConnection> arrivals) {
    List<Integer> numbers = List.copyOf(arrivals.keySet());
    List<Integer> against = connections.connectAll(List.copyOf(arrivals.values()));
    if (!against.isEmpty()) {
      throw new ProblemException(
          Problem.of(
              409,
              "changed_meanwhile",
              "Something changed meanwhile",
              "The connection of row %d changed while the rows were looked at. Nothing was"
                      .formatted(numbers.get(against.getFirst()))
                  + " imported; send them again."));
    }
  }

  /// The rows that have been read.
  private final class Reading {
    private final Caller caller;
    private final Existing policy;
    private final Map<List<Object>, Integer> seen = new HashMap<>();
    private final Map<Integer, NewConnection> arrivals = new LinkedHashMap<>();
    private final List<Taken> taken = new ArrayList<>();
    private final List<Map<String, Object>> errors = new ArrayList<>();
    private int wrongRows;

    Reading(Caller caller, Existing policy) {
      this.caller = caller;
      this.policy = policy;
    }

    void row(int number, Supplier<JsonObject> source) {
      try {
        Offer offer = imports.offer(caller, new Fields(source.get()));
        List<Object> key = List.of(offer.client().client().id(), offer.owner());
        Integer first = seen.putIfAbsent(key, number);
        if (first != null) {
          wrong(number, "duplicate_row", "user", "is in another row too");
          errors.getLast().put("other_row", (long) first);
          return;
        }
        take(number, offer);
      } catch (ProblemException e) {
        wrong(number, e.problem());
      }
    }

    private void take(int number, Offer offer) {
      Optional<Connection> old = imports.existing(offer);
      boolean isConnected = old.map(it -> ALIVE.contains(it.status())).orElse(false);
      if (isConnected && policy == Existing.REFUSE) {
        wrong(
            number,
            "already_connected",
            "user",
            "is connected already, and what the hub has may be newer; say existing=keep or"
                + " existing=replace");
        return;
      }
      if (isConnected && policy == Existing.KEEP) {
        taken.add(new Taken(number, old.orElseThrow(), Outcome.KEPT));
        return;
      }
      NewConnection arrival = imports.arrival(caller, offer, old);
      arrivals.put(number, arrival);
      taken.add(
          new Taken(
              number, arrival.connection(), isConnected ? Outcome.REPLACED : Outcome.IMPORTED));
    }

    private void wrong(int number, Problem problem) {
      if (problem.extras().get("errors") instanceof List<?> fields && !fields.isEmpty()) {
        int before = wrongRows;
        for (Object field : fields) {
          if (field instanceof Map<?, ?> each) {
            wrong(
                number,
                problem.code(),
                String.valueOf(each.get("field")),
                String.valueOf(each.get("message")));
          }
        }
        wrongRows = before + 1;
      } else {
        wrong(number, problem.code(), "", problem.detail());
      }
    }

    private void wrong(int number, String code, String field, String message) {
      wrongRows++;
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("row", (long) number);
      error.put("code", code);
      if (!field.isEmpty()) {
        error.put("field", field);
      }
      error.put("message", message);
      errors.add(error);
    }

    void end() {
      if (!errors.isEmpty()) {
        throw new ProblemException(
            Problem.of(
                    422,
                    "import_invalid",
                    "Some rows cannot be imported",
                    "%d of the rows are wrong, and nothing was imported. Mend what 'errors' names, and"
                            .formatted(wrongRows)
                        + " send all of them again.")
                .with("wrong_rows", (long) wrongRows)
                .with("errors_total", (long) errors.size())
                .with(
                    "errors", List.copyOf(errors.subList(0, Math.min(MOST_TOLD, errors.size())))));
      }
    }
  }

  /// What became of a row.
  ///
  /// @param row counted from 1
  record Taken(int row, Connection connection, Outcome outcome) {}

  /// What can become of a row.
  enum Outcome {
    /// Its user was not connected, and is now.
    IMPORTED("imported"),
    /// Its user's tokens were replaced by the row's.
    REPLACED("replaced"),
    /// Its user was connected already and stays so; the row was not used.
    KEPT("kept");

    private final String apiName;

    Outcome(String apiName) {
      this.apiName = apiName;
    }

    String apiName() {
      return apiName;
    }
  }

  /// What becomes of a row whose user is connected already.
  enum Existing {
    /// It is an error: the hub's tokens may be newer, and where the provider rotates refresh tokens
    /// those of an older export are worthless.
    REFUSE,
    /// The user's connection stays as it is.
    KEEP,
    /// The row's tokens take the place of those that the hub has.
    REPLACE;

    static Existing parse(String text) {
      return switch (text) {
        case "refuse" -> REFUSE;
        case "keep" -> KEEP;
        case "replace" -> REPLACE;
        default ->
            throw new IllegalArgumentException("'refuse', 'keep' and 'replace' are what there is");
      };
    }
  }
}
