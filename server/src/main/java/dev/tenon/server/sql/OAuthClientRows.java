package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.Addresses;
import dev.tenon.client.AppAccess;
import dev.tenon.client.ClientRejection;
import dev.tenon.client.ClientSecret;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.Loan;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.RefreshMode;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.DefinitionName;
import dev.tenon.oauth.ClientAuthenticationMethod;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How an OAuth client is spread over rows: one of the client, and one for each of its secrets.
final class OAuthClientRows {
  static final String SELECT =
      """
      SELECT c.workspace_id, c.id, c.name, c.connector, c.definition, c.client_id,
        c.authorization_url, c.token_url, c.refresh_url, c.revocation_url, c.scope, c.prompt,
        c.authentication, c.refresh_mode, c.lent, c.apps_json, c.parameters_json, c.version, c.created_at,
        c.updated_at, c.rejected_at, c.rejected_message, c.rejected_version, c.lender_workspace_id,
        c.lender_client_id, s.id AS secret_id, s.sealed, s.last_four, s.fingerprint, s.expires_at,
        coalesce(s.created_at, c.created_at) AS secret_created_at
      FROM oauth_clients c
      LEFT JOIN oauth_client_secrets s
        ON s.workspace_id = c.workspace_id AND s.oauth_client_id = c.id
      """;

  private OAuthClientRows() {}

  /// The values of the columns from `name` to `parameters_json`.
  static List<Object> values(OAuthClient client) {
    return List.of(
        client.name(),
        client.connector(),
        client.definition(),
        client.clientId(),
        client.addresses().authorizationUrl(),
        client.addresses().tokenUrl(),
        client.addresses().refreshUrl(),
        client.addresses().revocationUrl(),
        client.scope(),
        client.prompt(),
        client.authentication().map(ClientAuthenticationMethod::registeredName),
        client.refreshMode().apiName(),
        client.lent(),
        apps(client.apps()),
        Json.object(client.parameters()));
  }

  /// One row of [#SELECT].
  static Part read(Row row) throws SQLException {
    Optional<String> secret = row.optionalText("secret_id");
    return new Part(
        client(row),
        secret.isPresent() ? Optional.of(secret(secret.get(), row)) : Optional.empty());
  }

  /// The clients of `parts`, each with its secrets, in the order of the rows.
  static List<OAuthClient> fold(List<Part> parts) {
    Map<OAuthClientId, List<Part>> clients =
        parts.stream()
            .collect(
                Collectors.groupingBy(
                    part -> part.client().id(), LinkedHashMap::new, Collectors.toList()));
    List<OAuthClient> folded = new ArrayList<>();
    for (List<Part> rows : clients.values()) {
      List<ClientSecret> secrets =
          rows.stream().map(Part::secret).flatMap(Optional::stream).toList();
      folded.add(rows.getFirst().client().withSecrets(secrets));
    }
    return folded;
  }

  private static OAuthClient client(Row row) throws SQLException {
    return new OAuthClient(
        new OAuthClientId(row.text("id")),
        row.workspace(),
        new IntegrationName(row.text("name")),
        new ConnectorName(row.text("connector")),
        new DefinitionName(row.text("definition")),
        row.text("client_id"),
        List.of(),
        new Addresses(
            row.optionalUri("authorization_url"),
            row.optionalUri("token_url"),
            row.optionalUri("refresh_url"),
            row.optionalUri("revocation_url")),
        row.optionalText("scope").map(Row::toScope),
        row.optionalText("prompt"),
        row.optionalText("authentication").flatMap(ClientAuthenticationMethod::parse),
        row.optionalText("refresh_mode").flatMap(RefreshMode::parse).orElse(RefreshMode.ON_DEMAND),
        row.flag("lent"),
        readApps(row.optionalText("apps_json")),
        Json.readObject(row.text("parameters_json")),
        row.number("version"),
        row.instant("created_at"),
        row.instant("updated_at"),
        rejection(row),
        loan(row));
  }

  private static Optional<Loan> loan(Row row) throws SQLException {
    Optional<String> lender = row.optionalText("lender_workspace_id");
    return lender.isPresent()
        ? Optional.of(
            Loan.of(new WorkspaceId(lender.get()), new OAuthClientId(row.text("lender_client_id"))))
        : Optional.empty();
  }

  private static ClientSecret secret(String id, Row row) throws SQLException {
    return new ClientSecret(
        id,
        row.sealed("sealed"),
        row.text("last_four"),
        row.text("fingerprint"),
        row.optionalInstant("expires_at"),
        row.instant("secret_created_at"));
  }

  private static Optional<ClientRejection> rejection(Row row) throws SQLException {
    Optional<Instant> at = row.optionalInstant("rejected_at");
    return at.isPresent()
        ? Optional.of(
            new ClientRejection(
                at.get(), row.text("rejected_message"), row.number("rejected_version")))
        : Optional.empty();
  }

  /// Empty for all apps; the list of those that may use it, else.
  private static Optional<String> apps(AppAccess access) {
    return switch (access) {
      case AppAccess.All _ -> Optional.empty();
      case AppAccess.Only only ->
          Optional.of(Json.list(only.apps().stream().map(AppName::value).sorted().toList()));
    };
  }

  private static AppAccess readApps(Optional<String> json) {
    return json.<AppAccess>map(
            apps ->
                new AppAccess.Only(
                    Json.readList(apps).stream().map(AppName::new).collect(Collectors.toSet())))
        .orElseGet(AppAccess.All::new);
  }

  /// A client without its secrets, and one of them.
  record Part(OAuthClient client, Optional<ClientSecret> secret) {}
}
