package dev.tenon.simulation;

import dev.tenon.token.Journal;
import dev.tenon.token.JournalEntry;
import dev.tenon.token.JournalUnavailableException;
import java.io.IOException;
import java.util.List;

/// The journal of one process on its node's disk.
final class SimulatedJournal implements Journal {
  private final World world;
  private final SimulatedNode node;

  SimulatedJournal(World world, SimulatedNode node) {
    this.world = world;
    this.node = node;
  }

  @Override
  public void append(JournalEntry entry) {
    world.stage().step("journal: append " + entry.connection() + " v" + entry.version());
    if (world.choices().chance(world.temper().journalFailures())) {
      if (world.choices().among(2) == 1) {
        node.disk().write(entry);
      }
      world.stage().note(() -> "the disk is full");
      throw new JournalUnavailableException("the disk is full", new IOException("made so"));
    }
    node.disk().write(entry);
    if (!world.has(PlantedBug.JOURNAL_IS_NOT_SYNCED)) {
      world.stage().step("journal: sync");
      node.disk().sync();
    }
    world.reached().journalled(node, entry);
    world.stage().step("journal: synced");
  }

  @Override
  public void settle(JournalEntry entry) {
    world.stage().step("journal: settle " + entry.connection() + " v" + entry.version());
    node.disk().settle(entry);
  }

  @Override
  public List<JournalEntry> unsettled() {
    world.stage().step("journal: read");
    return world.has(PlantedBug.JOURNAL_IS_NOT_READ) ? List.of() : node.disk().unsettled();
  }
}
