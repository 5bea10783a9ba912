package dev.tenon.server.proxy;

import dev.tenon.access.UserId;
import dev.tenon.call.ApiHeader;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The headers of a proxied call: what they say to the hub, and what is for the provider.
///
/// @param patience how long a rate limit may make the call wait
/// @param forProvider all but what is for the hub or belongs to the connection, which its sender
///   may name; which of them go on is for the connector to say
record CallHeaders(
    Optional<UserId> user,
    Optional<String> region,
    Optional<Duration> patience,
    List<ApiHeader> forProvider) {
  private static final long LONGEST_WAIT_SECONDS = 300;
  private static final String OURS = "tenon-";

  /// Other upgrades are offers that may be left alone (RFC 9110 §7.8): many clients offer HTTP/2.
  private static final String SOCKET = "websocket";

  /// How a value of any script is written (RFC 8187 §3.2).
  private static final String EXTENDED = "UTF-8''";

  /// Reads `sent`.
  ///
  /// @throws ProblemException when they say something impossible
  static CallHeaders of(List<Answer.Header> sent) {
    Map<String, String> ours = new HashMap<>();
    Set<String> ofTheConnection = new HashSet<>();
    List<ApiHeader> others = new ArrayList<>(sent.size());
    for (Answer.Header header : sent) {
      ApiHeader one = new ApiHeader(header.name(), header.value());
      String name = one.lowerName();
      if (name.startsWith(OURS)) {
        if (ours.put(name, value(header)) != null) {
          throw new ProblemException(ProxyProblems.invalid(header.name() + " may come once only."));
        }
      } else if (name.equals("connection")) {
        for (String word : header.value().split(",", -1)) {
          ofTheConnection.add(word.strip().toLowerCase(Locale.ROOT));
        }
      } else if (name.equals("upgrade")
          && header.value().toLowerCase(Locale.ROOT).contains(SOCKET)) {
        throw new ProblemException(ProxyProblems.upgrade());
      } else {
        others.add(one);
      }
    }
    others.removeIf(header -> ofTheConnection.contains(header.lowerName()));
    return new CallHeaders(
        said(ours, "Tenon-User", UserId::new),
        said(ours, "Tenon-Region", region -> region),
        said(ours, "Tenon-Max-Wait", CallHeaders::wait),
        others);
  }

  /// `text` as `reader` reads it.
  ///
  /// @throws ProblemException with what the reader says against it
  static <T> T read(String what, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProxyProblems.invalid(what + ": " + e.getMessage() + "."));
    }
  }

  private static <T> Optional<T> said(
      Map<String, String> ours, String name, Function<String, T> reader) {
    return Optional.ofNullable(ours.get(name.toLowerCase(Locale.ROOT)))
        .filter(text -> !text.isEmpty())
        .map(text -> read(name, text, reader));
  }

  private static Duration wait(String text) {
    if (!text.matches("[0-9]{1,3}") || Long.parseLong(text) > LONGEST_WAIT_SECONDS) {
      throw new IllegalArgumentException("must be seconds from 0 to " + LONGEST_WAIT_SECONDS);
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  private static String value(Answer.Header header) {
    String text = header.value().strip();
    if (text.chars().anyMatch(c -> c >= 0x80)) {
      throw new ProblemException(
          ProxyProblems.invalid(
              header.name()
                  + " has letters that a header cannot have: write it as RFC 8187 does,"
                  + " UTF-8''%C3%9Cnal."));
    }
    if (!text.regionMatches(true, 0, EXTENDED, 0, EXTENDED.length())) {
      return text;
    }
    try {
      return URLDecoder.decode(
          text.substring(EXTENDED.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new ProblemException(
          ProxyProblems.invalid(header.name() + " is not percent-encoded UTF-8."));
    }
  }
}
