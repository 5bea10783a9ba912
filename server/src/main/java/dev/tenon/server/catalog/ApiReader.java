package dev.tenon.server.catalog;

import dev.tenon.connector.Api;
import dev.tenon.connector.Paging;
import dev.tenon.connector.RateLimit;
import dev.tenon.connector.RateLimit.CountedBy;
import dev.tenon.connector.Template;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads where and how a provider's API is called.
final class ApiReader {
  private ApiReader() {}

  /// How a token goes into the Authorization header where the file does not say.
  enum Scheme {
    BEARER("Bearer ${access_token}"),
    BASIC("Basic ${access_token}");

    private final String header;

    Scheme(String header) {
      this.header = header;
    }
  }

  static Api api(Section section, Placeholders known, Scheme scheme) {
    Placeholders names =
        known.and("access_token", "token_type", "now", "random", "client_secret", "request.");
    Map<String, Template> headers = section.templates("headers", names);
    Map<String, Template> query = section.templates("query", names);
    Map<String, Template> body = section.templates("body", names);
    List<Template> baseUrls = section.templateList("base_url", known);
    baseUrls.forEach(each -> UrlTemplates.check(section, "base_url", each));
    return new Api(
        baseUrls,
        withToken(headers, query, body, scheme),
        query,
        body,
        retry(section.sectionOrEmpty("retry"), limits(section)),
        section.section("paging").map(ApiReader::paging),
        probe(section, names),
        section.flag("decompress", false),
        section.flag("headers_on_redirect", false),
        section.texts("pass_headers"),
        section.text("content_type"));
  }

  private static Map<String, Template> withToken(
      Map<String, Template> headers,
      Map<String, Template> query,
      Map<String, Template> body,
      Scheme scheme) {
    boolean used =
        headers.keySet().stream().anyMatch(name -> name.equalsIgnoreCase("authorization"))
            || Stream.of(headers, query, body)
                .flatMap(each -> each.values().stream())
                .anyMatch(template -> template.names().contains("access_token"));
    if (used) {
      return headers;
    }
    Map<String, Template> all = new LinkedHashMap<>(headers);
    all.put("Authorization", Template.parse(scheme.header));
    return all;
  }

  private static List<RateLimit> limits(Section section) {
    return section.named("rate_limits").entrySet().stream()
        .flatMap(each -> limit(each.getKey(), each.getValue()).stream())
        .toList();
  }

  private static Optional<RateLimit> limit(String name, Section section) {
    try {
      return Optional.of(
          new RateLimit(
              name,
              section.number("calls", 1),
              section.duration("within").orElse(Duration.ofMinutes(1)),
              section.choice("counted_by", CountedBy.class, CountedBy.CLIENT),
              section.texts("paths")));
    } catch (IllegalArgumentException e) {
      section.problem("within", "cannot be kept to: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Api.Retry retry(Section section, List<RateLimit> limits) {
    for (String pattern : section.texts("in_body")) {
      Section.flaw(pattern).ifPresent(flaw -> section.problem("in_body", flaw));
    }
    return new Api.Retry(
        section.text("after", "Retry-After"),
        section.text("at"),
        section.text("remaining"),
        section.texts("error_codes").stream().map(Integer::valueOf).toList(),
        section.texts("in_body"),
        section.text("per_minute").map(Integer::valueOf),
        limits);
  }

  private static Optional<Api.Probe> probe(Section section, Placeholders names) {
    return section
        .section("probe")
        .map(
            each ->
                new Api.Probe(
                    each.text("method", "GET"),
                    each.templateList("paths", names),
                    each.templates("headers", names),
                    each.templates("body", names),
                    UrlTemplates.optional(each, "base_url", names)));
  }

  static Paging paging(Section section) {
    String type = section.text("type", "none");
    String parameter = section.text("parameter", "");
    String size = section.text("size_parameter", "");
    int pageSize = section.number("page_size", type.equals("range") ? 1000 : 100);
    if (List.of("cursor", "offset", "page", "bookmark").contains(type) && parameter.isEmpty()) {
      section.problem("parameter", "is needed by paging of type " + type);
    }
    if (List.of("cursor", "bookmark").contains(type) && !section.has("path")) {
      section.problem("path", "is needed by paging of type " + type);
    }
    return switch (type) {
      case "range" -> new Paging.Range(section.text("unit", "items"), pageSize);
      case "link" ->
          new Paging.Link(section.text("path", ""), section.text("rel", "next"), size, pageSize);
      case "cursor" -> new Paging.Cursor(section.text("path", ""), parameter, size, pageSize);
      case "offset" -> new Paging.Offset(parameter, size, pageSize, section.text("total", ""));
      case "page" -> new Paging.Page(parameter, section.number("first", 1), size, pageSize);
      case "bookmark" -> new Paging.Bookmark(section.text("path", ""), parameter);
      default -> new Paging.None();
    };
  }
}
