package dev.tenon.connect;

import static dev.tenon.connect.Traveller.arrival;
import static dev.tenon.connect.Traveller.reason;
import static dev.tenon.fakehub.ConnectWorld.ADA;
import static dev.tenon.fakehub.ConnectWorld.MODELS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.client.OAuthClients;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.fakehub.ConnectWorld;
import dev.tenon.stores.InMemoryVault;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two tenants of one hub, whose users come back to one redirect URI.
class CallbackTenancyTest {
  private static final WorkspaceId THEIRS = new WorkspaceId("ws_2");

  private final ConnectWorld world = new ConnectWorld();
  private final Traveller ada = new Traveller(world);
  private final ConnectLink ours = world.link(Optional.empty(), MODELS).link();

  @BeforeEach
  void another_tenant() {
    world.verifies(LinkVerification.NONE);
    world
        .stores
        .workspaces()
        .create(
            new Workspace(
                THEIRS, "Others", LinkVerification.NONE, Optional.empty(), world.clock.instant()),
            new AuditEvent(
                THEIRS,
                world.clock.instant(),
                new Actor.Hub(),
                "workspace.created",
                "test",
                Map.of()));
    OAuthClients clients =
        new OAuthClients(
            world.stores.oauthClients(),
            world.connectors,
            new InMemoryVault(),
            world.provider,
            world.clock,
            world.random);
    assertThat(
            clients.register(
                THEIRS,
                new Actor.Hub(),
                OAuthClientDraft.of(
                    Map.of("name", "models", "connector", "models", "client_id", "theirs"))))
        .isInstanceOf(OAuthClients.RegisterResult.Registered.class);
  }

  @Test
  void A4_a_state_of_another_tenant_is_refused_and_burned_without_a_call() {
    Traveller mallory = new Traveller(world);
    Map<String, String> hers = mallory.leave(theirs(), MODELS);
    ada.leave(ours, MODELS);

    assertThat(reason(ada.back(hers))).isEqualTo(Reason.OTHER_BROWSER);
    assertThat(reason(mallory.back(hers))).isEqualTo(Reason.STATE_UNKNOWN);

    assertThat(world.provider.requests()).isEmpty();
    assertThat(connections(ConnectWorld.WORKSPACE)).isEmpty();
    assertThat(connections(THEIRS)).isEmpty();
    assertThat(latest(THEIRS)).isEqualTo("connect.refused");
    assertThat(latest(ConnectWorld.WORKSPACE)).isNotEqualTo("connect.refused");
  }

  @Test
  void A4_two_tenants_in_one_browser_stay_apart_whatever_comes_back_first() {
    Map<String, String> toOurs = ada.leave(ours, MODELS);
    Map<String, String> toTheirs = ada.leave(theirs(), MODELS);

    assertThat(arrival(ada.back(toTheirs))).isInstanceOf(Arrival.Connected.class);
    assertThat(connections(ConnectWorld.WORKSPACE)).isEmpty();
    assertThat(arrival(ada.back(toOurs))).isInstanceOf(Arrival.Connected.class);

    assertThat(connections(ConnectWorld.WORKSPACE)).hasSize(1);
    assertThat(connections(THEIRS)).hasSize(1);
  }

  private ConnectLink theirs() {
    Caller.Admin admin = new Caller.Admin(THEIRS, new KeyId("key_3"));
    LinkDraft draft =
        new LinkDraft(List.of(MODELS), ADA, Optional.empty(), Optional.empty(), Optional.of(5));
    return switch (world.links.create(admin, draft)) {
      case ConnectLinks.Creation.Created created -> created.link();
      case ConnectLinks.Creation other -> throw new AssertionError("no link: " + other);
    };
  }

  private List<Connection> connections(WorkspaceId workspace) {
    return world.stores.connections().list(workspace, ConnectionFilter.all(), Optional.empty(), 10);
  }

  private String latest(WorkspaceId workspace) {
    return world.stores.auditLog().list(workspace, Optional.empty(), 1).stream()
        .map(AuditEntry::event)
        .map(AuditEvent::action)
        .findFirst()
        .orElse("nothing");
  }
}
