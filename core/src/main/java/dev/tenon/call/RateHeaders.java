package dev.tenon.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the usual headers say of a rate limit. Immutable.
///
/// - `RateLimit: "default";r=50;t=30` (draft-ietf-httpapi-ratelimit-headers from 08 on; of several
///   policies the one that is nearest to its end counts), `RateLimit: limit=100, remaining=50,
///   reset=30` (07), `RateLimit-Remaining` and `RateLimit-Reset` (06 and before): seconds from now
///   on.
/// - `X-RateLimit-Remaining` and `X-RateLimit-Reset`, also `X-Rate-Limit-…`: everybody's own idea
///   of them, seconds from now on or since 1970 or a date. More than an hour is not believed.
///
/// @param remaining how many calls are left
/// @param reset when there are new ones, as it is written
record RateHeaders(OptionalInt remaining, Optional<String> reset) {
  private static final RateHeaders NONE = new RateHeaders(OptionalInt.empty(), Optional.empty());
  private static final Duration BELIEVED = Duration.ofHours(1);
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
  private static final Pattern LEFT =
      Pattern.compile("[;,\\s](?:r|remaining)=([0-9]{1,9})(?![0-9])");
  private static final Pattern TIME = Pattern.compile("[;,\\s](?:t|reset)=([0-9]{1,9})(?![0-9])");
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

  /// Nothing is said.
  static RateHeaders none() {
    return NONE;
  }

  /// Reads `answer`, the newest form first.
  static RateHeaders read(ApiAnswer answer) {
    Optional<RateHeaders> structured = Optional.empty();
    OptionalInt remaining = OptionalInt.empty();
    Optional<String> reset = Optional.empty();
    for (ApiHeader header : answer.headers()) {
      String name = plain(header.name());
      switch (name) {
        case "" -> {}
        case "ratelimit" -> structured = structured.or(() -> structured(header.value()));
        case "ratelimit-remaining" -> remaining = count(header.value());
        case "ratelimit-reset" -> reset = Optional.of(header.value());
        case "x-ratelimit-remaining" ->
            remaining = remaining.isPresent() ? remaining : count(header.value());
        case "x-ratelimit-reset" -> {
          String value = header.value();
          reset = reset.or(() -> Optional.of(value));
        }
        default -> {}
      }
    }
    return structured.isPresent() || remaining.isEmpty()
        ? structured.orElse(NONE)
        : new RateHeaders(remaining, reset);
  }

  /// How long from `now` on until there are new calls, where that is said and can be believed.
  Optional<Duration> delay(Instant now) {
    return reset
        .flatMap(text -> RetryHints.duration(text, now))
        .filter(delay -> delay.compareTo(BELIEVED) <= 0);
  }

  /// The name in small letters and its usual spelling; empty for one that says nothing of limits,
  /// which costs next to nothing.
  private static String plain(String name) {
    boolean may =
        name.length() >= "RateLimit".length()
            && (name.regionMatches(true, 0, "RateLimit", 0, "RateLimit".length())
                || name.regionMatches(true, 0, "X-Rate", 0, "X-Rate".length()));
    return may ? name.toLowerCase(java.util.Locale.ROOT).replace("rate-limit", "ratelimit") : "";
  }

  private static Optional<RateHeaders> structured(String value) {
    Optional<RateHeaders> tightest = Optional.empty();
    String bare = QUOTED.matcher(value).replaceAll("policy");
    boolean isDictionary = bare.contains("remaining=");
    for (String policy : isDictionary ? new String[] {bare} : bare.split(",", -1)) {
      Matcher left = LEFT.matcher(" " + policy);
      if (left.find()) {
        int count = Integer.parseInt(left.group(1));
        Matcher time = TIME.matcher(" " + policy);
        Optional<String> reset = time.find() ? Optional.of(time.group(1)) : Optional.empty();
        if (tightest.isEmpty() || count < tightest.get().remaining().orElse(0)) {
          tightest = Optional.of(new RateHeaders(OptionalInt.of(count), reset));
        }
      }
    }
    return tightest;
  }

  private static OptionalInt count(String value) {
    String plain = value.strip();
    return COUNT.matcher(plain).matches()
        ? OptionalInt.of(Integer.parseInt(plain))
        : OptionalInt.empty();
  }
}
