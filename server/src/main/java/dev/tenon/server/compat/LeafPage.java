package dev.tenon.server.compat;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which part of a list is wanted, as JHipster's programs say it, and how the rest is told of: the
/// total in `X-Total-Count`, the neighbours in `Link`.
///
/// @param page from 0
record LeafPage(int page, int size) {
  /// How old what is answered may be at most.
  static final Duration FRESH = Duration.ofMinutes(1);

  /// The same for pages after the first, which belong to it.
  private static final Duration PAGING = Duration.ofMinutes(15);

  private static final int USUAL = 20;
  private static final int MOST = 100;

  /// For calls that have no pages.
  static final LeafPage ALL = new LeafPage(0, Integer.MAX_VALUE);

  static LeafPage of(Request request) {
    return new LeafPage(
        LeafUserRoutes.number(request, "page", 0, 0, Integer.MAX_VALUE / MOST - 1),
        LeafUserRoutes.number(request, "size", USUAL, 1, MOST));
  }

  /// How old the list may be that this is a part of.
  Duration age() {
    return page == 0 ? FRESH : PAGING;
  }

  /// The first value of a query parameter that is not empty.
  static Optional<String> parameter(Request request, String name) {
    return request.queryParameters(name).stream().filter(it -> !it.isEmpty()).findFirst();
  }

  /// A time of the query.
  static Optional<Instant> time(Request request, String name) {
    return parameter(request, name)
        .map(
            text ->
                FarmThing.instant(text)
                    .orElseThrow(
                        () ->
                            LeafProblems.invalid(
                                name, "is a time of ISO 8601, for example 2026-04-18T00:00:00Z")));
  }

  /// A word of the query, which must be one of `known`.
  static Optional<String> word(Request request, String name, List<String> known) {
    Optional<String> word = parameter(request, name);
    if (word.isPresent() && !known.contains(word.get())) {
      throw LeafProblems.invalid(name, "is one of " + String.join(", ", known));
    }
    return word;
  }

  /// `all` in the order that the request's `sort` says: names of `keys`, each with `asc` or `desc`.
  static <T> List<T> sorted(Request request, List<T> all, Map<String, Function<T, String>> keys) {
    Optional<Comparator<T>> order = Optional.empty();
    for (String sort : request.queryParameters("sort")) {
      List<String> words =
          new ArrayList<>(Arrays.stream(sort.split(",", -1)).map(String::strip).toList());
      String last = words.getLast().toLowerCase(Locale.ROOT);
      boolean down = last.equals("desc");
      if (down || last.equals("asc")) {
        words.removeLast();
      }
      for (String word : words) {
        Function<T, String> key = keys.get(word);
        if (key == null) {
          throw LeafProblems.invalid(
              "sort",
              "names one of " + String.join(", ", keys.keySet().stream().sorted().toList()));
        }
        Comparator<T> one = Comparator.comparing(key);
        Comparator<T> next = down ? one.reversed() : one;
        order = Optional.of(order.map(it -> it.thenComparing(next)).orElse(next));
      }
    }
    return order.map(it -> all.stream().sorted(it).toList()).orElse(all);
  }

  /// This part of `all`: a list of objects.
  <T> Answer answer(Request request, URI hub, List<T> all, BiConsumer<JsonWriter, T> members) {
    return told(request, hub, all.size(), JsonWriter.listOf(part(all), members));
  }

  /// This part of `all`.
  <T> List<T> part(List<T> all) {
    int from = (int) Math.min(all.size(), (long) page * size);
    return all.subList(from, Math.min(all.size(), from + size));
  }

  /// `json` with what there is before and after it.
  Answer told(Request request, URI hub, int total, byte[] json) {
    int last = Math.max(0, (total - 1) / size);
    List<String> links = new ArrayList<>();
    if (page < last) {
      links.add(link(request, hub, page + 1, "next"));
    }
    if (page > 0) {
      links.add(link(request, hub, page - 1, "prev"));
    }
    links.add(link(request, hub, last, "last"));
    links.add(link(request, hub, 0, "first"));
    return Answer.json(200, json)
        .with("X-Total-Count", Integer.toString(total))
        .with("Link", String.join(",", links));
  }

  private String link(Request request, URI hub, int number, String relation) {
    String path =
        Arrays.stream(request.path().split("/", -1))
            .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    String query =
        Stream.concat(
                Arrays.stream(request.rawQuery().split("&", -1))
                    .filter(pair -> !pair.isEmpty())
                    .filter(pair -> !pair.matches("(page|size)(=.*)?")),
                Stream.of("page=" + number, "size=" + size))
            .collect(Collectors.joining("&"))
            .replace("<", "%3C")
            .replace(">", "%3E")
            .replace("\"", "%22");
    return "<%s%s?%s>; rel=\"%s\"".formatted(hub, path, query, relation);
  }
}
