package dev.tenon.cli.demo;

import dev.tenon.sdk.Secret;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonException;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// The keys of a demo, kept beside its data in a file of mode 0600, so that a demo that starts
/// again on the same data keeps them.
///
/// @param admin the workspace's admin key
/// @param app the demo app's key; empty until the hub made it
public record DemoKeys(Secret admin, Optional<Secret> app) {
  private static final String FILE = "demo-keys.json";
  private static final int ADMIN_KEY_BYTES = 32;

  /// The keys in `directory`, or a new admin key where there are none.
  public static DemoKeys read(Path directory, SecureRandom random) throws IOException {
    Path file = directory.resolve(FILE);
    if (Files.exists(file)) {
      try {
        var json = (JsonObject) Json.parse(Files.readString(file));
        return new DemoKeys(
            Secret.of(json.requiredText("admin")), json.text("app").map(Secret::of));
      } catch (JsonException | ClassCastException e) {
        throw new IOException(file + " is damaged; delete " + directory + " to begin anew", e);
      }
    }
    byte[] bytes = new byte[ADMIN_KEY_BYTES];
    random.nextBytes(bytes);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new DemoKeys(Secret.of("demo_admin_" + text), Optional.empty());
  }

  /// The same with the app's key.
  public DemoKeys withApp(Secret key) {
    return new DemoKeys(admin, Optional.of(key));
  }

  /// Keeps them in `directory`; a crash leaves the old file or the new one.
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    var json = JsonObject.empty().with("admin", admin.reveal());
    json = app.isPresent() ? json.with("app", app.get().reveal()) : json;
    Path fresh = Files.createTempFile(directory, FILE, ".new", ownerOnly(directory));
    Files.writeString(fresh, json.pretty() + "\n");
    Files.move(
        fresh,
        directory.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
