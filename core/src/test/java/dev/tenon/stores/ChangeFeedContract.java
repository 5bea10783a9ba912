package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.workspace.Change;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.workspace.ChangeFeed], as far as one node shows it. That each write
/// of each store is announced is part of the store's own contract.
public abstract class ChangeFeedContract extends StoreContract {
  @Test
  void a_write_has_reached_every_listener_when_it_returns() {
    List<Change> first = new CopyOnWriteArrayList<>();
    List<Change> second = new CopyOnWriteArrayList<>();
    stores().changes().listen(first::add);
    stores().changes().listen(second::add);

    OAuthClient client = client("trimble");

    assertThat(first).contains(settingsChanged());
    assertThat(second).contains(settingsChanged());
    Connection connection = connect(client, new Owner.App(new AppName("export")));
    assertThat(first).contains(changed(connection));
    assertThat(second).contains(changed(connection));
  }

  @Test
  void writes_are_heard_from_the_beginning() {
    assertThat(stores().changes().isCurrent()).isTrue();
  }
}
