package dev.tenon.server.journal;

import dev.tenon.secret.Vault;
import dev.tenon.server.journal.SegmentDirectory.Contents;
import dev.tenon.token.Journal;
import dev.tenon.token.JournalEntry;
import dev.tenon.token.JournalUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal in files under the data directory. Several processes may share one: each has a slot
/// of its own, and takes over what is left in the slots of processes that are gone.
public final class FileJournal implements Journal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
  private static final long SEGMENT_BYTES = 8 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Slots slots;
  private final Slot slot;
  private final Names names;
  private final Disk disk;
  private final EntrySealer sealer;
  private final GroupWriter writer;
  private final RandomGenerator random;

  private FileJournal(
      Path root,
      Disk disk,
      long segmentBytes,
      Duration patience,
      Vault vault,
      RandomGenerator random)
      throws IOException {
    this.slots = new Slots(root, disk);
    this.slot = slots.take();
    this.names = new Names(slot, random);
    this.disk = disk;
    this.sealer = new EntrySealer(vault);
    this.random = random;
    Contents own = new SegmentDirectory(slot.directory(), disk, sealer).read();
    Ledger ledger = new Ledger();
    own.kept().forEach(ledger::add);
    SegmentWriter segments =
        new SegmentWriter(slot.directory(), disk, segmentBytes, own.spent(), own.lastNumber());
    renew(ledger, segments);
    this.writer = new GroupWriter(ledger, segments, patience);
  }

  /// Opens the journal under `dataDirectory`, with what earlier processes left. Damage in it is
  /// told in the log and does not keep the hub from starting. A process opens a directory once.
  ///
  /// @param random a secure source, for ids
  /// @throws UncheckedIOException when the directory cannot be used at all
  public static FileJournal open(Path dataDirectory, Vault vault, RandomGenerator random) {
    return open(dataDirectory, new LocalDisk(), SEGMENT_BYTES, PATIENCE, vault, random);
  }

  static FileJournal open(
      Path dataDirectory,
      Disk disk,
      long segmentBytes,
      Duration patience,
      Vault vault,
      RandomGenerator random) {
    Path root = dataDirectory.resolve("journal");
    try {
      FileJournal journal = new FileJournal(root, disk, segmentBytes, patience, vault, random);
      journal.writer.start();
      journal.adopt();
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the journal " + root, e);
    }
  }

  /// The name of this process, for leases: its own, which no other has had or will have.
  public String node() {
    return names.own();
  }

  /// The names of the processes that this one follows: those that had its slot, and those whose
  /// slots it has taken over. None of them ever comes back, so what they hold can be given up at
  /// any time.
  public List<String> predecessors() {
    return names.earlier();
  }

  /// Takes over what processes left that have gone since, and says how many entries that were: they
  /// are among [#unsettled] then, and the names among [#predecessors]. For one thread at a time.
  public int adopt() {
    int adopted = 0;
    try {
      for (Slot abandoned : slots.takeAbandoned()) {
        try (abandoned) {
          adopted += adopt(abandoned);
        }
      }
    } catch (IOException | JournalUnavailableException e) {
      LOG.atError()
          .addKeyValue("problem", e.toString())
          .log("the journal of a process that is gone is not taken over yet");
    }
    return adopted;
  }

  @Override
  public void append(JournalEntry entry) {
    writer.append(sealer.seal(random.nextLong(), entry));
  }

  @Override
  public void settle(JournalEntry entry) {
    writer.settle(entry);
  }

  @Override
  public List<JournalEntry> unsettled() {
    return writer.unsettled().stream().flatMap(kept -> kept.entry().stream()).toList();
  }

  /// How many entries are not settled.
  public int depth() {
    return writer.depth();
  }

  /// How often the disk was synced for entries.
  public long syncs() {
    return writer.syncs();
  }

  /// How many appends wait for the next write.
  int queued() {
    return writer.queued();
  }

  /// Writes what is under way and frees the slot. What is not settled stays for the next process.
  @Override
  public void close() {
    if (!writer.close()) {
      LOG.atError().log("the journal's disk hangs; its slot stays taken until this process ends");
      return;
    }
    try {
      slot.close();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("the journal's lock is not closed");
    }
  }

  /// In this order, so that at each moment one slot at least has the entries and the names.
  private int adopt(Slot abandoned) throws IOException {
    Contents left = new SegmentDirectory(abandoned.directory(), disk, sealer).read();
    List<Kept> lacking = writer.lacking(left.kept());
    if (!lacking.isEmpty()) {
      writer.write(lacking);
    }
    for (Path segment : left.spent()) {
      disk.delete(segment);
    }
    names.adopt(abandoned.names());
    abandoned.forgetNames();
    return lacking.size();
  }

  /// Begins a segment, though there may be nothing to write yet: an answer shall not have to wait
  /// for that.
  private static void renew(Ledger ledger, SegmentWriter segments) {
    try {
      segments.begin(ledger.all().stream().map(Kept::record).toList());
    } catch (IOException e) {
      LOG.atError().setCause(e).log("the journal cannot be written; a new segment is tried next");
    }
  }
}
