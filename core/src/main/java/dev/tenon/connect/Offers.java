package dev.tenon.connect;

import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.UserFields;
import dev.tenon.connect.Offer.Standing;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Field;
import dev.tenon.connector.ScopeRules;
import dev.tenon.connector.Translations;
import dev.tenon.oauth.Scope;
import dev.tenon.workspace.LinkVerification;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a connect link offers, for its page. Looking changes nothing. Safe for use by any thread.
public final class Offers {
  private final LinkedIntegrations integrations;
  private final ConnectionStore connections;
  private final SignIns signIns;

  /// Offers `integrations` to the owners of `connections`.
  public Offers(LinkedIntegrations integrations, ConnectionStore connections, SignIns signIns) {
    this.integrations = integrations;
    this.connections = connections;
    this.signIns = signIns;
  }

  /// The offers of `link`, in its order.
  public List<Offer> of(ConnectLink link) {
    return link.integrations().stream().map(name -> of(link, name)).toList();
  }

  private Offer of(ConnectLink link, IntegrationName name) {
    return integrations
        .find(link, name)
        .flatMap(client -> integrations.declared(client).map(it -> of(link, client, it)))
        .orElseGet(() -> unavailable(name));
  }

  private Offer of(ConnectLink link, OAuthClient client, LinkedIntegrations.Declared declared) {
    List<Field> fields = UserFields.of(declared.definition()).fields();
    Optional<ResolvedClient> resolved =
        switch (integrations.resolve(client, Map.of())) {
          case Resolution.Resolved it -> Optional.of(it.client());
          case Resolution.Unresolved _ -> Optional.empty();
        };
    if (resolved.isEmpty() && fields.isEmpty()) {
      return unavailable(client.name(), declared.connector().title());
    }
    Optional<Connection> connection =
        connections.find(link.workspace(), client.id(), new Owner.User(link.user()));
    return new Offer(
        client.name(),
        declared.connector().title(),
        Optional.of(declared.connector().name()),
        permissions(client, declared, resolved),
        fields,
        declared.connector().translations(),
        connection.map(Offers::standing).orElse(Standing.NOT_YET),
        connection
            .filter(it -> it.status() != Status.PENDING_VERIFICATION)
            .map(Connection::createdAt),
        connection.map(Connection::account),
        isSignInFirst(link, declared.definition().authorization()),
        resolved.flatMap(it -> it.authorizationUrl().or(() -> it.issuer().map(URI::create))));
  }

  private static List<Permission> permissions(
      OAuthClient client, LinkedIntegrations.Declared declared, Optional<ResolvedClient> resolved) {
    if (!(declared.definition().authorization() instanceof Authorization.AuthorizationCode code)) {
      return List.of();
    }
    ScopeRules rules = code.authorize().scopes();
    Scope asked = resolved.map(ResolvedClient::scope).or(client::scope).orElse(rules.minimum());
    return Permission.of(asked, rules);
  }

  /// A trip to a provider can carry the sign-in with it; a form has to wait for it.
  private boolean isSignInFirst(ConnectLink link, Authorization authorization) {
    return !(authorization instanceof Authorization.AuthorizationCode)
        && signIns.verification(link.workspace()) == LinkVerification.HUB;
  }

  private static Standing standing(Connection connection) {
    return switch (connection.status()) {
      case ACTIVE, FAILING -> Standing.CONNECTED;
      case PENDING_VERIFICATION -> Standing.PENDING;
      case REAUTHORIZATION_REQUIRED -> Standing.NEEDS_RECONNECT;
      case REVOKED -> Standing.NOT_YET;
    };
  }

  private static Offer unavailable(IntegrationName name) {
    return unavailable(name, name.value());
  }

  private static Offer unavailable(IntegrationName name, String title) {
    return new Offer(
        name,
        title,
        Optional.empty(),
        List.of(),
        List.of(),
        Translations.none(),
        Standing.UNAVAILABLE,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }
}
