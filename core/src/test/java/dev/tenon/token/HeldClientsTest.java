package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.Loan;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Connectors;
import dev.tenon.connector.Region;
import dev.tenon.connector.Template;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With whom an app may talk through a connection, of a provider with two regions.
final class HeldClientsTest {
  private static final ConnectionId ADA = new ConnectionId("con_ada");
  private static final WorkspaceId LENDER = new WorkspaceId("ws_2");
  private static final OAuthClientId LENT = new OAuthClientId("oac_lent");

  private final TokenWorld world = new TokenWorld();
  private final ClientResolution resolution = new ClientResolution(new Regional(world.connectors));
  private final HeldClients clients =
      new HeldClients(
          new HeldConnections(
              world.stores.oauthClients(),
              world.stores.connections(),
              world.stores.grants(),
              resolution,
              world.clock),
          resolution);
  private final Caller.App other =
      new Caller.App(TokenWorld.WORKSPACE, new KeyId("key_2"), new AppName("other"));

  @BeforeEach
  void the_provider_is_where_the_region_says() {
    world.connectors.tokenUrl("https://${host}/token");
  }

  @Test
  void an_app_finds_the_client_of_its_connection_and_another_does_not() {
    world.connectAda();

    assertThat(clients.find(world.app, ADA).flatMap(ResolvedClient::tokenUrl))
        .contains(URI.create("https://us.provider.example/token"));
    assertThat(clients.find(other, ADA)).isEmpty();
  }

  @Test
  void it_is_found_in_another_region_and_not_in_one_that_is_not_there() {
    world.connectAda();

    assertThat(clients.find(world.app, ADA, "europe").flatMap(ResolvedClient::tokenUrl))
        .contains(URI.create("https://eu.provider.example/token"));
    assertThat(clients.find(world.app, ADA, "asia")).isEmpty();
    assertThat(clients.find(other, ADA, "europe")).isEmpty();
  }

  @Test
  void a_connector_may_be_tried_with_a_client_of_the_workspaces_own() {
    world.connectAda();

    assertThat(clients.tried(world.app, ADA, posted()))
        .hasValueSatisfying(
            it ->
                assertThat(it)
                    .isInstanceOfSatisfying(
                        Resolution.Resolved.class,
                        resolved ->
                            assertThat(resolved.client().tokenUrl())
                                .contains(URI.create("https://tried.example/token"))));
    assertThat(clients.tried(other, ADA, posted())).isEmpty();
  }

  @Test
  void no_connector_is_tried_with_a_borrowed_client() {
    borrow();
    world.connectAda();
    assertThat(clients.find(world.app, ADA)).isPresent();

    assertThat(clients.tried(world.app, ADA, posted()))
        .contains(
            new Resolution.Unresolved(
                "the OAuth client is another workspace's, whose connector it has"));
  }

  /// A connector that is not stored.
  private static Connector posted() {
    TestConnectors connectors = new TestConnectors();
    connectors.tokenUrl("https://tried.example/token");
    return connectors.find(TokenWorld.WORKSPACE, new ConnectorName("test")).orElseThrow();
  }

  /// The integration stands for another workspace's client from now on.
  private void borrow() {
    OAuthClient own = world.client(TokenWorld.TRIMBLE, "user-sign-in", 2);
    world
        .stores
        .oauthClients()
        .create(
            client(own, LENT, LENDER, true, Optional.empty()), world.event("oauth_client.created"));
    world
        .stores
        .oauthClients()
        .update(
            client(own, own.id(), own.workspace(), false, Optional.of(Loan.of(LENDER, LENT))),
            world.event("oauth_client.updated"));
  }

  private static OAuthClient client(
      OAuthClient like,
      OAuthClientId id,
      WorkspaceId workspace,
      boolean lent,
      Optional<Loan> loan) {
    return new OAuthClient(
        id,
        workspace,
        like.name(),
        like.connector(),
        like.definition(),
        like.clientId(),
        like.secrets(),
        like.addresses(),
        like.scope(),
        like.prompt(),
        like.authentication(),
        like.refreshMode(),
        lent,
        like.apps(),
        like.parameters(),
        like.version(),
        like.createdAt(),
        like.updatedAt(),
        like.rejection(),
        loan);
  }

  /// The same connectors, each with two regions and owned by whoever asks.
  private record Regional(TestConnectors connectors) implements Connectors {
    private static final List<Region> REGIONS =
        List.of(region("america", "us", true), region("europe", "eu", false));

    @Override
    public Optional<Connector> find(WorkspaceId workspace, ConnectorName name) {
      return connectors.find(workspace, name).map(Regional::withRegions);
    }

    @Override
    public List<Connector> all(WorkspaceId workspace) {
      return connectors.all(workspace).stream().map(Regional::withRegions).toList();
    }

    @Override
    public boolean isOwn(WorkspaceId workspace, ConnectorName name) {
      return true;
    }

    private static Region region(String name, String host, boolean master) {
      return new Region(
          name, name, master, Map.of("host", Template.parse(host + ".provider.example")));
    }

    private static Connector withRegions(Connector connector) {
      return new Connector(
          connector.name(),
          connector.title(),
          connector.categories(),
          connector.provenance(),
          connector.documentation(),
          connector.setupGuide(),
          connector.userGuide(),
          connector.prerequisites(),
          connector.parameters(),
          connector.environments(),
          REGIONS,
          connector.definitions(),
          connector.api(),
          connector.resources(),
          connector.translations());
    }
  }
}
