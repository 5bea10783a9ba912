package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.workspace.Nodes.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.workspace.Nodes].
public abstract class NodesContract extends StoreContract {
  private final Node one = new Node("node-" + samples.text(), "1.0.0");
  private final Node two = new Node("node-" + samples.text(), "1.1.0");

  @Test
  void somebody_asks_so_one_is_alive() {
    assertThat(stores().nodes().alive()).isEqualTo(1);
  }

  @Test
  void nodes_that_were_seen_lately_are_alive_whatever_their_version() {
    beat(one, Duration.ZERO);
    beat(two, Duration.ofSeconds(10));

    assertThat(stores().nodes().alive()).isEqualTo(2);
    leave();
  }

  @Test
  void a_node_is_one_however_often_it_is_seen() {
    beat(one, Duration.ofSeconds(20));
    beat(one, Duration.ZERO);
    beat(new Node(one.id(), "1.1.0"), Duration.ZERO);
    beat(two, Duration.ZERO);

    assertThat(stores().nodes().alive()).isEqualTo(2);
    leave();
  }

  @Test
  void a_node_that_was_not_seen_for_half_a_minute_is_not_alive() {
    beat(one, Duration.ZERO);
    beat(two, Duration.ofSeconds(31));

    assertThat(stores().nodes().alive()).isEqualTo(1);
    leave();
  }

  @Test
  void a_node_that_has_left_is_not_counted() {
    beat(one, Duration.ZERO);
    beat(two, Duration.ZERO);

    stores().nodes().leave(two);

    assertThat(stores().nodes().alive()).isEqualTo(1);
    leave();
  }

  private void beat(Node node, Duration ago) {
    stores().nodes().beat(node, Instant.now().minus(ago));
  }

  private void leave() {
    List.of(one, two).forEach(stores().nodes()::leave);
  }
}
