package dev.tenon.server;

import dev.tenon.secret.Secret;
import dev.tenon.server.sql.Database;
import dev.tenon.server.sql.DatabaseSettings;
import dev.tenon.server.vault.KeyFile;
import dev.tenon.server.vault.KeyRing;
import dev.tenon.server.vault.MasterKey;
import dev.tenon.server.vault.UnusableMasterKeyException;
import dev.tenon.workspace.StoreUnavailableException;
import java.security.SecureRandom;
import java.util.Optional;

/// Replaces the master key of an installation. The data keys stay, wrapped by the new one, so
/// nothing has to be sealed again; whoever has the old key and not the data keys opens nothing any
/// more.
///
/// A rotation that is cut off at any point is finished by running it again, and a hub that starts
/// in between finds its key.
public final class KeyRotation {
  private KeyRotation() {}

  /// Replaces it. Where the keys are in the environment the new one is given; where the key is in a
  /// file a new one is made, and takes its place.
  ///
  /// @param newKey of the environment Nothing is thrown where it cannot be done: the outcome says
  ///   why.
  public static Outcome rotate(Settings settings, Optional<Secret> newKey, SecureRandom random) {
    try {
      return replace(settings, newKey, random);
    } catch (UnusableMasterKeyException e) {
      return new Outcome.KeyUnusable(String.valueOf(e.getMessage()));
    } catch (StoreUnavailableException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      return new Outcome.DatabaseUnavailable(String.valueOf(reason.getMessage()));
    }
  }

  private static Outcome replace(Settings settings, Optional<Secret> newKey, SecureRandom random) {
    KeyFile file = new KeyFile(settings.dataDirectory());
    boolean inFile = settings.masterKey().isEmpty();
    try (Database database =
        Database.open(DatabaseSettings.of(settings.databaseUrl(), settings.dataDirectory()))) {
      Optional<byte[]> stored = database.keyset();
      if (stored.isEmpty() || (inFile && !file.exists())) {
        return new Outcome.NothingYet();
      }
      MasterKey old =
          settings.masterKey().map(KeyRotation::parsed).orElseGet(() -> file.readOrMake(random));
      MasterKey next =
          inFile ? file.nextOrMake(random) : newKey.map(KeyRotation::parsed).orElseThrow();
      if (!opens(next, stored.get())) {
        byte[] wrapped = KeyRing.open(old, stored.get()).wrappedBy(next);
        if (!database.replaceKeyset(stored.get(), wrapped)) {
          return new Outcome.ChangedMeanwhile();
        }
      }
      if (inFile) {
        file.promote();
      }
      return new Outcome.Rotated();
    }
  }

  private static boolean opens(MasterKey key, byte[] stored) {
    try {
      KeyRing.open(key, stored);
      return true;
    } catch (UnusableMasterKeyException _) {
      return false;
    }
  }

  private static MasterKey parsed(Secret text) {
    return MasterKey.parse(text)
        .orElseThrow(
            () ->
                new UnusableMasterKeyException(
                    "a master key is not 32 bytes in base64 or hex; " + MasterKey.HOW_TO));
  }

  /// What came of it.
  public sealed interface Outcome {
    /// The new key is the one.
    record Rotated() implements Outcome {}

    /// There is no installation here yet.
    record NothingYet() implements Outcome {}

    /// Somebody else rotated it at the same time.
    record ChangedMeanwhile() implements Outcome {}

    /// Neither key opens the data keys, or one is no key.
    record KeyUnusable(String reason) implements Outcome {}

    /// The database cannot be used: a running hub has it, or it does not answer.
    record DatabaseUnavailable(String reason) implements Outcome {}
  }
}
