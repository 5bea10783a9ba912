package dev.tenon.cli.command;

import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonFlag;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The options that say how something is kept in step.
final class SyncFieldOptions {
  private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,8})([smhd])");
  private static final Map<String, Long> SECONDS =
      Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);
  private static final Map<String, String> NUMBERS =
      Map.of(
          "--max-items", "max_items",
          "--max-item-bytes", "max_item_bytes",
          "--deleted-kept-days", "deleted_kept_days",
          "--versions-kept", "versions_kept");

  private SyncFieldOptions() {}

  static Verb added(Verb verb) {
    return shared(
        verb.option("--app", "NAME", "by whose rights it reads; needed with an admin key")
            .option("--every", "LENGTH", "how often, such as 15m, 2h, 1d; else only when told to")
            .flag("--paused", "do not run it yet"));
  }

  static Verb changed(Verb verb) {
    return shared(
        verb.option("--every", "LENGTH", "how often, such as 15m, 2h, 1d")
            .flag("--by-hand", "run it only when told to"));
  }

  private static Verb shared(Verb verb) {
    return verb.repeated("--in", "WORD=NAME", "only what is below this, by id or exact name")
        .option("--organizations", "WHICH", "all or selected")
        .option("--max-items", "N", "a run ends after so many, and is not complete")
        .option("--max-item-bytes", "N", "larger items are left out, and counted")
        .option("--deleted-kept-days", "N", "how long deletions can be read")
        .option("--versions-kept", "N", "versions of a record before its newest")
        .atHub();
  }

  /// What was given, as the API takes it.
  static JsonObject given(Invocation call) {
    JsonObject given = JsonObject.empty();
    for (String name : List.of("app", "organizations")) {
      if (call.option("--" + name).isPresent()) {
        given = given.with(name, call.required("--" + name));
      }
    }
    if (call.option("--every").isPresent()) {
      given = given.with("interval_seconds", JsonNumber.of(seconds(call.required("--every"))));
    } else if (call.flag("--by-hand")) {
      given = given.with("interval_seconds", new Json.JsonNull());
    }
    if (call.flag("--paused")) {
      given = given.with("paused", new JsonFlag(true));
    }
    for (Map.Entry<String, String> each : new TreeMap<>(NUMBERS).entrySet()) {
      if (call.option(each.getKey()).isPresent()) {
        given = given.with(each.getValue(), JsonNumber.of(whole(call, each.getKey())));
      }
    }
    Map<String, Json> within = new LinkedHashMap<>();
    pairs(call, "--in").forEach((word, name) -> within.put(word, new Json.JsonText(name)));
    return within.isEmpty() ? given : given.with("within", new JsonObject(within));
  }

  static JsonObject paused(boolean paused) {
    return flag("paused", paused);
  }

  static JsonObject flag(String name, boolean value) {
    return JsonObject.empty().with(name, new JsonFlag(value));
  }

  /// What was given as `WORD=VALUE`, in its order.
  static Map<String, String> pairs(Invocation call, String option) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : call.options(option)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new FailedException(
            Failure.usage(option + " has no word.", "Write it as " + option + " WORD=VALUE."));
      }
      pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return pairs;
  }

  /// A whole number, which may be nothing.
  private static long whole(Invocation call, String option) {
    String text = call.required(option);
    if (!text.matches("[0-9]{1,15}")) {
      throw new FailedException(
          Failure.usage(option + " is a whole number.", "For example " + option + " 5."));
    }
    return Long.parseLong(text);
  }

  private static long seconds(String text) {
    Matcher length = LENGTH.matcher(text);
    if (!length.matches()) {
      throw new FailedException(
          Failure.usage(
              "--every is '" + text + "'.", "Give a number and s, m, h or d: --every 15m."));
    }
    return Long.parseLong(length.group(1)) * SECONDS.getOrDefault(length.group(2), 1L);
  }
}
