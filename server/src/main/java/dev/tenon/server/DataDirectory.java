package dev.tenon.server;

import dev.tenon.server.sql.Database;
import dev.tenon.server.sql.DatabaseSettings;
import dev.tenon.server.vault.KeyFile;
import dev.tenon.server.vault.KeyRing;
import dev.tenon.server.vault.MasterKey;
import dev.tenon.server.vault.UnusableMasterKeyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/// What a starting hub finds, or makes, where its settings say: the database, and the keys that
/// open what is sealed in it.
final class DataDirectory {
  private DataDirectory() {}

  /// The database, in a directory that is nobody else's.
  ///
  /// @throws dev.tenon.workspace.StoreUnavailableException when it cannot be opened
  static Database open(Settings settings) {
    try {
      makePrivate(settings.dataDirectory());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make the data directory " + settings.dataDirectory(), e);
    }
    return Database.open(DatabaseSettings.of(settings.databaseUrl(), settings.dataDirectory()));
  }

  /// The keys of `database`, opened by the master key of the environment or of its file.
  ///
  /// @throws UnusableMasterKeyException when the master key does not fit
  static KeyRing keyRing(Settings settings, Database database, SecureRandom random) {
    KeyFile file = new KeyFile(settings.dataDirectory());
    MasterKey masterKey =
        settings
            .masterKey()
            .map(
                text ->
                    MasterKey.parse(text)
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "TENON_MASTER_KEY is not 32 bytes in base64 or hex; "
                                        + MasterKey.HOW_TO)))
            .orElseGet(() -> file.readOrMake(random));
    try {
      return KeyRing.open(masterKey, database.keyset(), database::storeFirstKeyset);
    } catch (UnusableMasterKeyException e) {
      if (settings.masterKey().isPresent()) {
        throw e;
      }
      // A rotation that was cut off after the database had taken the new key.
      MasterKey next = file.next().orElseThrow(() -> e);
      KeyRing ring = KeyRing.open(next, database.keyset(), database::storeFirstKeyset);
      file.promote();
      return ring;
    }
  }

  /// The key file and the database are nobody else's; a directory that is there already stays as
  /// its owner made it.
  private static void makePrivate(Path directory) throws IOException {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (Files.isDirectory(directory) || !posix) {
      Files.createDirectories(directory);
    } else {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}
