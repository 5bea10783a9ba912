package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.Samples;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// When the store is asked for a client, and when not.
final class ClientMemoryTest {
  private static final WorkspaceId HERE = new WorkspaceId("ws_1");
  private static final WorkspaceId THERE = new WorkspaceId("ws_2");

  private final SettableClock clock = new SettableClock();
  private final Samples samples = new Samples(new SecureRandom());
  private final InMemoryStores stores = new InMemoryStores(clock);
  private final CountedClients clients = new CountedClients(stores.oauthClients());
  private final ClientMemory memory = new ClientMemory(clients, new ChangeMarks(stores.changes()));

  @Test
  void a_client_that_was_found_is_found_again_without_asking_the_store() {
    OAuthClient client = stored(HERE, "quay");

    assertThat(find(client)).contains(client);
    assertThat(find(client)).contains(client);

    assertThat(clients.asked()).isEqualTo(1);
  }

  @Test
  void clients_are_told_apart_by_workspace_and_id() {
    OAuthClient quay = stored(HERE, "quay");
    OAuthClient pier = stored(HERE, "pier");
    OAuthClient sameId = samples.client(quay.id(), THERE, "quay", 1, List.of());
    create(sameId);

    for (int i = 0; i < 2; i++) {
      assertThat(find(quay)).contains(quay);
      assertThat(find(pier)).contains(pier);
      assertThat(find(sameId)).contains(sameId);
    }
    assertThat(clients.asked()).isEqualTo(3);
  }

  @Test
  void a_client_that_is_not_there_is_looked_for_each_time() {
    OAuthClientId id = new OAuthClientId("oac_later");

    assertThat(memory.find(HERE, id)).isEmpty();
    assertThat(memory.find(HERE, id)).isEmpty();

    assertThat(clients.asked()).isEqualTo(2);
  }

  @Test
  void a_change_of_the_workspace_makes_it_asked_for_once_more() {
    OAuthClient client = stored(HERE, "quay");
    find(client);

    stores.changes().announce(new Change.SettingsChanged(HERE));
    find(client);
    find(client);

    assertThat(clients.asked()).isEqualTo(2);
  }

  @Test
  void a_change_of_another_workspace_or_of_a_connection_is_nothing_to_it() {
    OAuthClient client = stored(HERE, "quay");
    find(client);

    stores.changes().announce(new Change.SettingsChanged(THERE));
    stores.changes().announce(new Change.ConnectionChanged(HERE, "con_1"));
    find(client);

    assertThat(clients.asked()).isEqualTo(1);
  }

  @Test
  void a_gap_in_the_feed_makes_it_asked_for_again() {
    OAuthClient client = stored(HERE, "quay");
    find(client);

    stores.changes().announce(new Change.Everything());
    find(client);

    assertThat(clients.asked()).isEqualTo(2);
  }

  @Test
  void the_store_is_asked_each_time_while_the_feed_is_not_current() {
    OAuthClient client = stored(HERE, "quay");
    find(client);

    stores.changes().interrupt();
    find(client);
    find(client);

    assertThat(clients.asked()).isEqualTo(3);
  }

  @Test
  void what_was_missed_counts_as_soon_as_the_feed_is_current_again() {
    ReturningFeed feed = new ReturningFeed();
    ClientMemory remembering = new ClientMemory(clients, new ChangeMarks(feed));
    OAuthClient client = stored(HERE, "quay");
    remembering.find(HERE, client.id());

    remembering.find(HERE, client.id());

    assertThat(clients.asked()).isEqualTo(2);
  }

  @Test
  void a_change_while_the_store_is_read_is_not_lost() {
    OAuthClient old = stored(HERE, "quay");
    OAuthClient changed = samples.renamed(old, "pier", 2);
    clients.duringTheNextReading(() -> stores.oauthClients().update(changed, event(HERE)));
    assertThat(find(old)).contains(old);

    assertThat(find(old).map(OAuthClient::name)).contains(changed.name());
    assertThat(find(old).map(OAuthClient::name)).contains(changed.name());

    assertThat(clients.asked()).isEqualTo(2);
  }

  @Test
  void a_client_is_found_with_its_standing() {
    OAuthClient client = stored(HERE, "quay");
    find(client);

    stores.clientStandings().rejected(client, "no such client", clock.instant());
    assertThat(find(client).flatMap(OAuthClient::rejection)).isPresent();

    stores.clientStandings().accepted(client, clock.instant());
    assertThat(find(client).flatMap(OAuthClient::rejection)).isEmpty();
  }

  @Test
  void a_borrowed_client_is_found_as_its_lender_has_changed_it() {
    OAuthClient lent = stored(THERE, "lent");
    OAuthClient borrowed = samples.borrowed(HERE, "quay", lent);
    create(borrowed);
    assertThat(find(borrowed).map(OAuthClient::clientId)).contains("client-1");

    OAuthClient changed = samples.client(lent.id(), THERE, "lent", 2, lent.secrets());
    stores.oauthClients().update(changed, event(THERE));

    assertThat(find(borrowed).map(OAuthClient::clientId)).contains("client-2");
  }

  @Test
  void a_change_of_its_own_or_its_lenders_workspace_makes_a_borrowed_client_asked_for_again() {
    OAuthClient borrowed = samples.borrowed(HERE, "quay", stored(THERE, "lent"));
    create(borrowed);
    find(borrowed);

    stores.changes().announce(new Change.SettingsChanged(HERE));
    find(borrowed);
    assertThat(clients.asked()).isEqualTo(2);

    stores.changes().announce(new Change.SettingsChanged(THERE));
    find(borrowed);
    assertThat(clients.asked()).isEqualTo(3);
  }

  @Test
  void all_are_forgotten_when_one_more_comes_than_there_is_room_for() {
    List<OAuthClient> all = stored(ClientMemory.ROOM);
    all.forEach(this::find);
    all.forEach(this::find);
    assertThat(clients.asked()).isEqualTo(ClientMemory.ROOM);

    OAuthClient more = stored(THERE, "more");
    find(more);
    find(more);
    assertThat(clients.asked()).isEqualTo(ClientMemory.ROOM + 1);

    all.forEach(this::find);
    assertThat(clients.asked()).isEqualTo(2 * ClientMemory.ROOM + 1);
  }

  private Optional<OAuthClient> find(OAuthClient client) {
    return memory.find(client.workspace(), client.id());
  }

  private List<OAuthClient> stored(int many) {
    return IntStream.range(0, many).mapToObj(i -> stored(HERE, "c" + i)).toList();
  }

  private OAuthClient stored(WorkspaceId workspace, String name) {
    OAuthClient client = samples.client(workspace, name);
    create(client);
    return client;
  }

  private void create(OAuthClient client) {
    assertThat(stores.oauthClients().create(client, event(client.workspace()))).isTrue();
  }

  private AuditEvent event(WorkspaceId workspace) {
    return samples.event(workspace);
  }

  /// Comes back, having missed something, whenever it is asked whether it is current.
  private static final class ReturningFeed implements ChangeFeed {
    private Consumer<Change> listener = _ -> {};

    @Override
    public void listen(Consumer<Change> one) {
      listener = one;
    }

    @Override
    public boolean isCurrent() {
      listener.accept(new Change.Everything());
      return true;
    }

    @Override
    public void awaitHeard() {
      // There is nobody else.
    }
  }
}
