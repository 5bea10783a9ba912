package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.server.api.BulkImports.Existing;
import dev.tenon.server.api.BulkImports.Outcome;
import dev.tenon.server.api.BulkImports.Taken;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.Json;
import dev.tenon.server.http.json.Json.JsonList;
import dev.tenon.server.http.json.Json.JsonNull;
import dev.tenon.server.http.json.Json.JsonObject;
import dev.tenon.server.http.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// `POST /api/v1/connections/import`: many connections at once, all of them or none. For admin
/// keys.
public final class BulkImportRoutes {
  private static final int MOST_BYTES = 32 * 1024 * 1024;
  private static final String LINES = "application/x-ndjson";
  private static final String JSON = "application/json";

  private final Desk desk;
  private final BulkImports imports;
  private final JsonReader reader = new JsonReader();

  /// Imports as `imports` does for one, into `connections`.
  public BulkImportRoutes(Desk desk, ConnectionImports imports, ConnectionStore connections) {
    this.desk = desk;
    this.imports = new BulkImports(imports, connections);
  }

  /// The calls.
  public List<Route> routes() {
    return List.of(
        new Route(
            "POST", "/api/v1/connections/import", MOST_BYTES, desk.callers().admin(this::take)));
  }

  private Answer take(Request request, Caller.Admin admin) {
    Existing existing =
        Desk.parameter(request, "existing", Existing::parse).orElse(Existing.REFUSE);
    boolean dryRun = Desk.parameter(request, "dry_run", BulkImportRoutes::flag).orElse(false);
    List<Taken> taken = imports.take(admin, rows(request), existing, dryRun);
    return Desk.ok(
        json -> {
          for (Outcome outcome : Outcome.values()) {
            long count = taken.stream().filter(it -> it.outcome() == outcome).count();
            json.number(outcome.apiName(), count);
          }
          json.flag("dry_run", dryRun)
              .objects(
                  "items",
                  taken,
                  (item, it) -> {
                    item.number("row", it.row());
                    if (!dryRun || it.outcome() != Outcome.IMPORTED) {
                      item.text("id", it.connection().id().value());
                    }
                    item.text("outcome", it.outcome().apiName());
                  });
        });
  }

  private List<Supplier<JsonObject>> rows(Request request) {
    String type = Desk.contentType(request).orElse(JSON);
    return switch (type) {
      case LINES -> lines(request.body());
      case JSON -> items(reader.readObject(request.body()));
      default -> throw new ProblemException(Problems.mediaType(JSON + " or " + LINES));
    };
  }

  private List<Supplier<JsonObject>> lines(byte[] body) {
    List<Supplier<JsonObject>> rows = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '\n') {
        byte[] line = Arrays.copyOfRange(body, start, i);
        if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
          rows.add(() -> reader.readObject(line));
        }
        start = i + 1;
      }
    }
    return rows;
  }

  private static List<Supplier<JsonObject>> items(JsonObject body) {
    Fields fields = new Fields(body);
    List<Supplier<JsonObject>> rows = new ArrayList<>();
    if (fields.any("connections").orElseGet(JsonNull::new) instanceof JsonList list) {
      for (Json item : list.items()) {
        if (item instanceof JsonObject object) {
          rows.add(() -> object);
        }
      }
      if (rows.size() < list.items().size()) {
        fields.problem("connections", "must hold objects only");
      }
    } else {
      fields.problem("connections", "must be a list of objects");
    }
    fields.end();
    return rows;
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'true' and 'false' are what there is");
    };
  }
}
