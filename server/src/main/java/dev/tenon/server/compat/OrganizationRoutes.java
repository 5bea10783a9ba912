package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.connect.ProviderOrganizations;
import dev.tenon.connect.ProviderOrganizations.Seen;
import dev.tenon.connect.SecondStep;
import dev.tenon.connect.SecondSteps;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Organization;
import dev.tenon.server.compat.HeldCredentials.Held;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.token.HubTokens;
import dev.tenon.token.TokenResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which organizations a user shares, asked of the provider now. Where the user has signed in but
/// shares nothing, that is said, with the page where it is mended: without that second step there
/// is no data, and nothing else looks wrong.
final class OrganizationRoutes {
  private static final long RETRY_SECONDS = 10;

  private final LeafDesk desk;
  private final HeldCredentials held;
  private final HubTokens tokens;
  private final ProviderOrganizations organizations;
  private final SecondSteps secondSteps;
  private final ConnectionStore connections;

  OrganizationRoutes(
      LeafDesk desk,
      HeldCredentials held,
      HubTokens tokens,
      ProviderOrganizations organizations,
      SecondSteps secondSteps,
      ConnectionStore connections) {
    this.desk = desk;
    this.held = held;
    this.tokens = tokens;
    this.organizations = organizations;
    this.secondSteps = secondSteps;
    this.connections = connections;
  }

  List<Route> routes() {
    return List.of(
        Route.of(
            "GET",
            LeafUserRoutes.USERS + "/{leafUserId}/organizations/{provider}",
            desk.either(this::show)));
  }

  /// The page where the user says what to share.
  Optional<SecondStep> step(Held found, UserId user) {
    return secondSteps.of(found.client(), user);
  }

  private Answer show(Request request, Caller caller) {
    LeafProvider provider = LeafDesk.provider(request);
    UserId user = LeafDesk.user(request);
    Held found = held.of(caller, provider, user);
    Optional<SecondStep> step = secondSteps.of(found.client(), user);
    List<Organization> seen = seen(found);
    remember(found.connection(), withGone(found.connection(), seen));
    return Answer.json(200, JsonWriter.object(json -> write(json, provider, seen, step)));
  }

  /// What the user shares, asked now.
  List<Organization> seen(Held found) {
    return switch (tokens.of(found.connection())) {
      case HubTokens.Answer.None(TokenResult result) ->
          throw new ProblemException(LeafProblems.noToken(result));
      case HubTokens.Answer.Got got ->
          switch (organizations.seen(got.client(), found.connection().id(), got.token())) {
            case Seen.Listed(List<Organization> all) -> all;
            // A provider may say so where nothing is shared yet.
            case Seen.Forbidden _ -> List.of();
            case Seen.NotDeclared _ ->
                throw LeafProblems.refused(
                    "The connector '%s' does not say how organizations are listed."
                        .formatted(found.client().connector()));
            case Seen.TokenRefused _ ->
                throw LeafProblems.rejected(
                    "The provider does not accept the user's sign-in any more. The user connects"
                        + " again.");
            case Seen.Away away ->
                throw new ProblemException(
                    Problem.of(
                            503,
                            "provider_unavailable",
                            "The provider cannot answer now",
                            away.detail())
                        .retryAfter(
                            away.retryAfter().map(it -> it.toSeconds()).orElse(RETRY_SECONDS)));
          };
    };
  }

  /// Looking takes nothing away: what is not shared any more stays known as that, until somebody
  /// says that what there is now is all.
  private static List<Organization> withGone(Connection connection, List<Organization> seen) {
    List<Organization> all = new ArrayList<>(seen);
    connection.organizations().stream()
        .filter(it -> seen.stream().noneMatch(other -> other.id().equals(it.id())))
        .forEach(all::add);
    return all;
  }

  void remember(Connection connection, List<Organization> seen) {
    if (!connection.organizations().equals(seen)) {
      connections.setOrganizations(connection.workspace(), connection.id(), seen);
    }
  }

  private static void write(
      JsonWriter json, LeafProvider provider, List<Organization> seen, Optional<SecondStep> step) {
    Optional<String> page = step.map(it -> it.url().toString());
    json.objects(
            "connectedOrganizations",
            seen,
            (it, organization) ->
                it.text("id", organization.id())
                    .text("name", organization.name())
                    .text("managementUri", page))
        .objects("notConnectedOrganizations", List.of(), (_, _) -> {})
        .text("managementUri", page);
    if (seen.isEmpty() && step.isPresent()) {
      json.text(
          "message",
          "Signed in at %s, but no organization shares data with this app. Open managementUri: %s"
              .formatted(provider.name(), step.get().explanation()));
    }
  }
}
