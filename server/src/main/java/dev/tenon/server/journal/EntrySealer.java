package dev.tenon.server.journal;

import dev.tenon.secret.Binding;
import dev.tenon.secret.Sealed;
import dev.tenon.secret.Secret;
import dev.tenon.secret.UnsealableException;
import dev.tenon.secret.Vault;
import dev.tenon.token.JournalEntry;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes records of entries, sealed whole: the disk shows how long they are and nothing else. The
/// record's id is what an entry is sealed for, so a record may be copied to another segment or
/// slot, and nobody can pass one entry off as another.
final class EntrySealer {
  private static final Logger LOG = LoggerFactory.getLogger(EntrySealer.class);

  private final Vault vault;

  EntrySealer(Vault vault) {
    this.vault = vault;
  }

  /// `entry` under `id`.
  Kept seal(long id, JournalEntry entry) {
    // The vault seals texts.
    Secret text = Secret.of(Base64.getEncoder().encodeToString(EntryCodec.encode(entry)));
    byte[] sealed = vault.seal(text, binding(id)).ciphertext();
    return new Kept(JournalRecord.appended(id, sealed), Optional.of(entry));
  }

  /// What `appended` holds.
  Kept open(JournalRecord appended) {
    return new Kept(appended, read(appended));
  }

  private Optional<JournalEntry> read(JournalRecord appended) {
    Binding binding = binding(appended.id());
    try {
      String text = vault.open(new Sealed(appended.payload()), binding).reveal();
      return Optional.of(EntryCodec.decode(Base64.getDecoder().decode(text)));
    } catch (UnsealableException e) {
      return unreadable(binding, e);
    } catch (IOException | IllegalArgumentException e) {
      return unreadable(binding, e);
    }
  }

  private static Optional<JournalEntry> unreadable(Binding binding, Exception problem) {
    LOG.atError()
        .addKeyValue("record", binding.row())
        .addKeyValue("problem", problem.getMessage())
        .log("an answer in the journal cannot be read; it is kept, and not replayed");
    return Optional.empty();
  }

  private static Binding binding(long id) {
    return new Binding("", "journal", Long.toHexString(id), "entry", 0);
  }
}
