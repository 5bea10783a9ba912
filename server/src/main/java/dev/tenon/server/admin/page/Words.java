package dev.tenon.server.admin.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times and numbers as people read them. Pure.
public final class Words {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Words() {}

  /// A moment: exact, machine-readable, and how long from now.
  public record When(String exact, String machine, String relative) {}

  /// That moment, seen from `now`.
  public static When when(Instant at, Instant now) {
    return new When(EXACT.format(at), at.toString(), relative(at, now));
  }

  /// The day of that moment, in UTC.
  public static String day(Instant at) {
    return DAY.format(at);
  }

  /// A number with its thousands apart.
  public static String number(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /// `text` as a part of an address.
  public static String inPath(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// `1 connection`, `2 connections`.
  public static String count(long number, String one, String many) {
    return number == 1 ? "1 " + one : number(number) + " " + many;
  }

  private static String relative(Instant at, Instant now) {
    Duration distance = Duration.between(now, at);
    boolean future = !distance.isNegative();
    Duration length = distance.abs();
    if (length.toSeconds() < 45) {
      return future ? "in a moment" : "just now";
    }
    String text = length(length);
    return future ? "in " + text : text + " ago";
  }

  /// `5 minutes`, `3 hours`, `12 days`.
  public static String length(Duration length) {
    long minutes = Math.max(1, Math.round(length.toSeconds() / 60.0));
    if (minutes < 90) {
      return count(minutes, "minute", "minutes");
    }
    long hours = Math.round(minutes / 60.0);
    if (hours < 36) {
      return count(hours, "hour", "hours");
    }
    return count(Math.round(hours / 24.0), "day", "days");
  }
}
