package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantTokens;
import dev.tenon.token.Journal;
import dev.tenon.token.JournalEntry;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The contract of [Journal].
public abstract class JournalContract {
  private final Random random = new Random(7);
  private final Samples samples = new Samples(random);

  /// The journal to test; the same for all of one test.
  protected abstract Journal journal();

  @Test
  void an_appended_entry_is_unsettled_with_every_part_of_it() {
    JournalEntry entry = entry();

    journal().append(entry);

    assertThat(journal().unsettled()).containsExactly(entry);
  }

  @Test
  void an_entry_of_which_little_is_known_is_unsettled_as_it_is() {
    JournalEntry bare = entry(samples.bareTokens(Samples.NOON), GrantPlan.none());

    journal().append(bare);

    assertThat(journal().unsettled()).containsExactly(bare);
  }

  @Test
  void a_settled_entry_is_not_unsettled_any_more() {
    JournalEntry first = entry();
    JournalEntry second = entry();
    journal().append(first);
    journal().append(second);

    journal().settle(first);

    assertThat(journal().unsettled()).containsExactly(second);
  }

  @Test
  void settling_what_is_unknown_or_settled_changes_nothing() {
    JournalEntry entry = entry();
    journal().append(entry);

    journal().settle(entry());
    assertThat(journal().unsettled()).containsExactly(entry);
    journal().settle(entry);
    journal().settle(entry);
    assertThat(journal().unsettled()).isEmpty();
  }

  @Test
  void unsettled_entries_come_in_the_order_in_which_they_were_appended() {
    List<JournalEntry> entries = List.of(entry(), entry(), entry(), entry());

    entries.forEach(journal()::append);

    assertThat(journal().unsettled()).containsExactlyElementsOf(entries);
  }

  /// An entry with every part filled.
  protected final JournalEntry entry() {
    return entry(
        samples.tokens(),
        new GrantPlan(
            Optional.of(Samples.NOON.plusSeconds(1800)),
            Optional.of(Samples.NOON.plusSeconds(90_000).plusNanos(1))));
  }

  private JournalEntry entry(GrantTokens tokens, GrantPlan plan) {
    return new JournalEntry(
        samples.workspaceId(),
        ConnectionId.random(random),
        2 + random.nextInt(1000),
        "att_" + random.nextInt(1_000_000),
        tokens,
        plan);
  }
}
