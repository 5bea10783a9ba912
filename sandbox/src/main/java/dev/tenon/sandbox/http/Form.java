package dev.tenon.sandbox.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Names and values in `application/x-www-form-urlencoded`, from a query or a body. Immutable.
public record Form(List<Pair> pairs) {
  /// One name with its value, decoded.
  public record Pair(String name, String value) {}

  public Form {
    pairs = List.copyOf(pairs);
  }

  /// No pairs.
  public static Form empty() {
    return new Form(List.of());
  }

  /// The pairs of `text`; a pair whose percent-encoding is broken keeps its text as it stands.
  public static Form parse(String text) {
    var pairs = new ArrayList<Pair>();
    for (String part : text.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        pairs.add(new Pair(decode(name), decode(value)));
      }
    }
    return new Form(pairs);
  }

  /// `text` with its percent-encoding and `+` undone, or as it stands where that is broken.
  public static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  /// These pairs and one more.
  public Form with(String name, String value) {
    var more = new ArrayList<>(pairs);
    more.add(new Pair(name, value));
    return new Form(more);
  }

  /// Every value of `name`.
  public List<String> all(String name) {
    return pairs.stream().filter(pair -> pair.name().equals(name)).map(Pair::value).toList();
  }

  /// The first value of `name`; an empty value counts as absent (RFC 6749 §3.1).
  public Optional<String> first(String name) {
    return all(name).stream().filter(value -> !value.isEmpty()).findFirst();
  }

  /// Whether `name` is there at all, empty or not.
  public boolean has(String name) {
    return !all(name).isEmpty();
  }

  /// The name of a pair that stands here twice, which RFC 6749 §3.1 and §3.2 forbid.
  public Optional<String> repeated() {
    return pairs.stream().map(Pair::name).filter(name -> all(name).size() > 1).findFirst();
  }

  /// The pairs in `application/x-www-form-urlencoded`.
  public String encode() {
    return pairs.stream()
        .map(pair -> encode(pair.name()) + "=" + encode(pair.value()))
        .collect(Collectors.joining("&"));
  }

  /// Names only: values may be secret.
  @Override
  public String toString() {
    return "Form" + pairs.stream().map(Pair::name).toList();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
