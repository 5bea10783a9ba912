package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OwnedConnector;
import dev.tenon.client.PublicClients;
import dev.tenon.client.VisibleConnectors;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorFiles;
import dev.tenon.connector.ConnectorFiles.ConnectorFile;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Connectors;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How to talk to each provider: what the hub ships, and what the workspace's admin posts.
public final class ConnectorRoutes {
  private static final String ALL = "/api/v1/connectors";
  private static final Set<String> YAML =
      Set.of("application/yaml", "application/x-yaml", "text/yaml");

  private final Desk desk;
  private final Connectors connectors;
  private final VisibleConnectors visible;
  private final ConnectorFiles files;
  private final CheckedConnectors checked;
  private final Clock clock;

  /// Answers from `connectors`, and shows those whose owners lend OAuth clients; keeps in `files`
  /// what `checked` finds good.
  public ConnectorRoutes(
      Desk desk,
      Connectors connectors,
      PublicClients publicClients,
      ConnectorFiles files,
      CheckedConnectors checked,
      Clock clock) {
    this.desk = desk;
    this.connectors = connectors;
    this.visible = new VisibleConnectors(connectors, publicClients);
    this.files = files;
    this.checked = checked;
    this.clock = clock;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", ALL, callers.either(this::list)),
        Route.of("POST", ALL, callers.admin(this::save)),
        Route.of("POST", ALL + "/check", callers.admin(this::check)),
        Route.of("GET", ALL + "/{name}", callers.either(this::show)),
        Route.of("DELETE", ALL + "/{name}", callers.admin(this::delete)));
  }

  private Answer list(Request request, Caller caller) {
    return desk.pageOfAll(
        request,
        caller.workspace(),
        "connectors",
        visible.of(caller.workspace()),
        owned -> owned.connector().name() + "\u0001" + owned.owner(),
        ConnectorJson::writeShort);
  }

  private Answer show(Request request, Caller caller) {
    String name = request.pathParameter("name");
    List<String> owner = request.queryParameters("owner");
    OwnedConnector owned =
        visible.of(caller.workspace()).stream()
            .filter(it -> it.connector().name().value().equals(name))
            .filter(it -> owner.isEmpty() || owner.contains(it.owner()))
            .findFirst()
            .orElseThrow(() -> new ProblemException(Problems.unknown("connector")));
    return Desk.ok(
        json -> write(json, owned, owned.own() ? stored(caller, owned) : Optional.empty()));
  }

  private Optional<String> stored(Caller caller, OwnedConnector owned) {
    return files.all(caller.workspace()).stream()
        .filter(file -> file.name().equals(owned.connector().name()))
        .findFirst()
        .map(ConnectorFile::yaml);
  }

  /// @param yaml the file that was posted
  private static void write(JsonWriter json, OwnedConnector owned, Optional<String> yaml) {
    ConnectorJson.write(json, owned);
    json.text("yaml_sha256", yaml.map(ConnectorRoutes::sha256));
  }

  private static String sha256(String yaml) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Answer save(Request request, Caller.Admin admin) {
    String yaml = yaml(request);
    Connector connector = checked.read(admin.workspace(), yaml);
    boolean existed = connectors.isOwn(admin.workspace(), connector.name());
    files.save(
        admin.workspace(),
        new ConnectorFile(connector.name(), yaml, clock.instant()),
        event(admin, "connector.saved", connector.name()));
    OwnedConnector owned = own(admin, connector);
    return existed
        ? Desk.ok(json -> write(json, owned, Optional.of(yaml)))
        : Desk.created(json -> write(json, owned, Optional.of(yaml)));
  }

  private Answer check(Request request, Caller.Admin admin) {
    String yaml = yaml(request);
    Connector connector = checked.read(admin.workspace(), yaml);
    return Desk.ok(json -> write(json, own(admin, connector), Optional.of(yaml)));
  }

  private Answer delete(Request request, Caller.Admin admin) {
    Connector connector = existing(request, admin);
    if (!isOwn(admin, connector)) {
      throw new ProblemException(
          Problem.of(
              409,
              "connector_shipped",
              "The connector is not the workspace's own",
              "It came with the hub or lies in its data directory; only what was posted can be"
                  + " deleted here."));
    }
    if (!files.delete(
        admin.workspace(), connector.name(), event(admin, "connector.deleted", connector.name()))) {
      throw new ProblemException(Problems.unknown("connector"));
    }
    return Desk.gone();
  }

  private static OwnedConnector own(Caller caller, Connector connector) {
    return OwnedConnector.of(caller.workspace(), caller.workspace(), connector);
  }

  private Connector existing(Request request, Caller caller) {
    return Ids.connector(request.pathParameter("name"))
        .flatMap(name -> connectors.find(caller.workspace(), name))
        .orElseThrow(() -> new ProblemException(Problems.unknown("connector")));
  }

  private boolean isOwn(Caller caller, Connector connector) {
    return connectors.isOwn(caller.workspace(), connector.name());
  }

  /// The YAML, as the body itself or in a JSON object.
  private String yaml(Request request) {
    if (Desk.contentType(request).filter(YAML::contains).isPresent()) {
      return utf8(request.body());
    }
    Fields fields = desk.fields(request);
    Optional<String> yaml = fields.requiredLongText("yaml");
    fields.end();
    return yaml.orElseThrow();
  }

  private static String utf8(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(Problems.invalid("The file is not UTF-8."));
    }
  }

  private AuditEvent event(Caller.Admin admin, String action, ConnectorName name) {
    return new AuditEvent(
        admin.workspace(), clock.instant(), Actor.of(admin), action, name.value(), Map.of());
  }
}
