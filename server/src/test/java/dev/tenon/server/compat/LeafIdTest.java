package dev.tenon.server.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connection.ConnectionId;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class LeafIdTest {
  private final Random random = new Random(7);
  private final ConnectionId one = ConnectionId.random(random);
  private final ConnectionId other = ConnectionId.random(random);

  @Test
  void an_id_is_a_uuid_that_stays_the_same_and_leads_to_its_connection() {
    UUID id = LeafId.of(one, FarmKind.FIELDS, "b96ed268");

    assertThat(id).isEqualTo(LeafId.of(one, FarmKind.FIELDS, "b96ed268"));
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(LeafId.parse(id.toString())).hasValue(id);
    assertThat(LeafId.isOf(id, one)).isTrue();
    assertThat(LeafId.isOf(id, other)).isFalse();
  }

  @Test
  void kinds_things_and_connections_have_ids_of_their_own() {
    Set<UUID> ids = new HashSet<>();
    for (ConnectionId connection : new ConnectionId[] {one, other}) {
      for (FarmKind kind : FarmKind.values()) {
        for (int i = 0; i < 1000; i++) {
          ids.add(LeafId.of(connection, kind, "thing " + i));
        }
      }
    }

    assertThat(ids).hasSize(2 * FarmKind.values().length * 1000);
  }

  @Test
  void what_is_no_uuid_of_ours_is_of_no_connection() {
    assertThat(LeafId.parse("1-1-1-1-1")).isEmpty();
    assertThat(LeafId.parse("")).isEmpty();
    assertThat(LeafId.isOf(UUID.fromString("1a952614-3673-4d1e-b677-1f7224339ec6"), one)).isFalse();
  }

  @Test
  void farms_and_growers_have_positive_numbers_of_31_bits() {
    for (int i = 0; i < 1000; i++) {
      assertThat(LeafId.number(one, "farm " + i)).isPositive();
    }
  }
}
