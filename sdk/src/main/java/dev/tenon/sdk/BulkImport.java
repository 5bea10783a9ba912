package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.util.Locale;

/// What became of many connections that were imported at once.
///
/// @param members as the hub answered: among them `items`, each with `row` and `outcome`
public record BulkImport(JsonObject members) {
  static BulkImport of(JsonObject json) {
    return new BulkImport(json);
  }

  /// How many users were not connected before.
  public long imported() {
    return members.number("imported").orElse(0);
  }

  /// How many users' tokens were replaced.
  public long replaced() {
    return members.number("replaced").orElse(0);
  }

  /// How many users were connected already and stay so.
  public long kept() {
    return members.number("kept").orElse(0);
  }

  /// How to import.
  ///
  /// @param existing what becomes of a row whose user is connected already
  /// @param dryRun only look, write nothing
  public record Options(Existing existing, boolean dryRun) {
    /// Users who are connected already are an error.
    public static Options usual() {
      return new Options(Existing.REFUSE, false);
    }
  }

  /// What becomes of a row whose user is connected already.
  public enum Existing {
    /// It is an error.
    REFUSE,
    /// The connection stays as it is.
    KEEP,
    /// The row's tokens take the place of those that the hub has, which may be newer.
    REPLACE;

    String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
