package dev.tenon.cli.run;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.sdk.Secret;
import dev.tenon.server.Hub;
import dev.tenon.server.Settings;
import dev.tenon.server.vault.UnusableMasterKeyException;
import dev.tenon.workspace.StoreUnavailableException;
import java.io.UncheckedIOException;

/// The hub itself, within this program.
public final class EmbeddedHub {
  private EmbeddedHub() {}

  /// Starts it; what only the operator can mend is a [FailedException].
  public static RunningHub start(Settings settings) {
    try {
      Hub hub = Hub.start(settings);
      return new RunningHub(
          hub.url(),
          hub.newAdminKey().map(key -> Secret.of(key.secret().reveal())),
          hub.firstSignInLink(),
          hub::close);
    } catch (StoreUnavailableException e) {
      throw failed(
          e, "Check TENON_DATABASE_URL, the database, and the disk below " + data(settings) + ".");
    } catch (UnusableMasterKeyException e) {
      throw failed(e, "Give the hub the master key that its data was sealed with.");
    } catch (UncheckedIOException e) {
      throw failed(e, "Check the directory " + data(settings) + " and who may write to it.");
    }
  }

  private static String data(Settings settings) {
    return settings.dataDirectory().toString();
  }

  private static FailedException failed(RuntimeException e, String todo) {
    return new FailedException(
        Failure.of(
            ExitCode.INTERNAL,
            "The hub cannot start: " + e.getMessage() + ".",
            "the operator",
            todo));
  }
}
