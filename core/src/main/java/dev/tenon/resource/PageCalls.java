package dev.tenon.resource;

import dev.tenon.access.Caller;
import dev.tenon.call.ApiAnswer;
import dev.tenon.call.ApiBody;
import dev.tenon.call.ApiCall;
import dev.tenon.call.ApiCalls;
import dev.tenon.call.ApiHeader;
import dev.tenon.call.ApiPath;
import dev.tenon.call.ApiResult;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Paging;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Incremental;
import dev.tenon.connector.Template;
import dev.tenon.resource.PageReader.Page;
import dev.tenon.resource.PageReader.UnreadableException;
import dev.tenon.token.Pause;
import dev.tenon.token.TokenAsk;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Asks for the pages of one listing. Safe for use by any thread.
final class PageCalls {
  /// A list yields to whoever waits for an answer, so it has to wait longer.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int TRIES = 4;
  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

  private final ResolvedClient client;
  private final Asking asking;
  private final PageReader pages;
  private final Pause pause;

  PageCalls(ResolvedClient client, Asking asking, PageReader pages, Pause pause) {
    this.client = client;
    this.asking = asking;
    this.pages = pages;
    this.pause = pause;
  }

  /// Calls for an app with one user's token.
  static Asking by(ApiCalls calls, Caller.App caller, TokenAsk ask) {
    return (call, base) -> calls.call(caller, ask, call, base);
  }

  ResolvedClient client() {
    return client;
  }

  /// Whether pages may be asked for that nobody waits for yet.
  boolean hasRoom() {
    return pages.hasRoom();
  }

  /// How the list of `resource` goes on.
  Paging paging(ResourceDefinition resource) {
    return resource
        .paging()
        .or(() -> client.connector().api(client.definition()).paging())
        .orElseGet(Paging.None::new);
  }

  /// Asks for one page, again where that may help.
  ///
  /// @param values the template values of the place
  /// @param since where only what has changed since then is asked for, and the connector knows how
  /// @param isEnd whether an answer of that status is the end of the list
  Got page(
      ResourceDefinition resource,
      Function<String, Optional<String>> values,
      PageAsk page,
      Optional<Instant> since,
      java.util.function.IntPredicate isEnd) {
    ApiCall call;
    Optional<String> base;
    try {
      base = base(resource, values);
      call = call(resource, values, sinceThen(resource, values, page, since), base);
    } catch (Template.ExpansionException | IllegalArgumentException e) {
      return new Got.Failed(
          "resource_not_callable", "The connector's " + resource.name() + ": " + e.getMessage());
    } catch (ElsewhereException e) {
      return new Got.Failed(
          "next_page_elsewhere", "The provider leads to another host for the next page.");
    }
    for (int tried = 1; ; tried++) {
      ApiResult result = asking.call(call, base);
      Got got = got(resource, result, isEnd);
      boolean again = got instanceof Got.Failed it && it.mayPass() && tried < TRIES;
      if (!again || Thread.currentThread().isInterrupted()) {
        return got;
      }
      pause.pause(AFTER_FAILURE.multipliedBy(1L << (tried - 1)));
    }
  }

  /// `page` with the parameter that leaves out what has not changed.
  static PageAsk sinceThen(
      ResourceDefinition resource,
      Function<String, Optional<String>> values,
      PageAsk page,
      Optional<Instant> since) {
    if (since.isEmpty() || resource.incremental().isEmpty() || page.address().isPresent()) {
      return page;
    }
    Instant then = since.get().truncatedTo(ChronoUnit.SECONDS);
    Incremental hint = resource.incremental().get();
    Map<String, String> query = new LinkedHashMap<>(page.query());
    query.put(
        hint.parameter(),
        hint.value()
            .expand(
                name ->
                    switch (name) {
                      case "since" -> Optional.of(then.toString());
                      case "since_seconds" -> Optional.of(Long.toString(then.getEpochSecond()));
                      default -> values.apply(name);
                    }));
    return new PageAsk(query, page.range(), page.address());
  }

  /// Asks for something that is no page; its answer is the caller's to close.
  ///
  /// @throws Template.ExpansionException when something that is declared has no value
  ApiResult open(ResourceDefinition thing, Function<String, Optional<String>> values) {
    try {
      Optional<String> base = base(thing, values);
      return asking.call(call(thing, values, PageAsk.plain(), base), base);
    } catch (ElsewhereException e) {
      throw new IllegalStateException("no address was given: indicates a bug", e);
    }
  }

  private Got got(
      ResourceDefinition resource, ApiResult result, java.util.function.IntPredicate isEnd) {
    return switch (result) {
      case ApiResult.Answered(ApiAnswer answer, var _, var _) -> read(resource, answer, isEnd);
      case ApiResult.NoToken _,
          ApiResult.NotAllowed _,
          ApiResult.NotCallable _,
          ApiResult.RegionUnknown _ ->
          new Got.Refused(result);
      case ApiResult.AskLater(Duration after) ->
          new Got.Failed(
              "rate_limited",
              "The provider asks to wait for %d s more.".formatted(after.toSeconds()));
      case ApiResult.NotSent(String detail) -> Got.Failed.passing("provider_unavailable", detail);
      case ApiResult.NoAnswer(String detail, boolean _) ->
          Got.Failed.passing("provider_no_answer", detail);
      case ApiResult.BodyFailed _ ->
          throw new IllegalStateException("a GET has no body: indicates a bug");
    };
  }

  private Got read(
      ResourceDefinition resource, ApiAnswer answer, java.util.function.IntPredicate isEnd) {
    try (answer) {
      int status = answer.status();
      if (isEnd.test(status)) {
        return new Got.End();
      }
      if (status == 204) {
        return new Got.End();
      }
      if (answer.saysLater()) {
        return new Got.Failed("rate_limited", "The provider asks to wait.");
      }
      if (status / 100 != 2) {
        String said = "The provider answered %d.".formatted(status);
        return status >= 500
            ? Got.Failed.passing("provider_unavailable", said)
            : new Got.Failed(status == 429 ? "rate_limited" : "provider_refused", said);
      }
      try (InputStream body = answer.body()) {
        Page page = pages.read(body, resource.items(), often(resource));
        return new Got.Part(
            page,
            new PageHeard(
                status,
                answer.header("Content-Range"),
                answer.header("Link"),
                page.items().size(),
                page.around()));
      }
    } catch (PageReader.NoRoomException _) {
      return Got.Failed.passing("hub_busy", "The hub holds as many pages as it may.");
    } catch (UnreadableException e) {
      return new Got.Failed("answer_unreadable", "The answer " + e.getMessage() + ".");
    } catch (IOException _) {
      return Got.Failed.passing("provider_no_answer", "The answer did not come to its end.");
    }
  }

  /// What is looked at of every item.
  private static List<String> often(ResourceDefinition resource) {
    List<String> paths = new ArrayList<>();
    paths.add(resource.id());
    paths.addAll(resource.only().keySet());
    resource
        .file()
        .ifPresent(
            rule -> {
              paths.add(rule.name());
              paths.addAll(rule.only().keySet());
            });
    return paths.stream().distinct().toList();
  }

  private Optional<String> base(
      ResourceDefinition resource, Function<String, Optional<String>> values) {
    Optional<Template> template =
        resource
            .baseUrl()
            .or(
                () ->
                    client.connector().api(client.definition()).baseUrls().stream()
                        .filter(each -> each.isFilledBy(values))
                        .findFirst());
    return template.map(each -> each.expandUrl(values).replaceAll("/+$", ""));
  }

  private static ApiCall call(
      ResourceDefinition resource,
      Function<String, Optional<String>> values,
      PageAsk page,
      Optional<String> base)
      throws ElsewhereException {
    List<ApiHeader> headers = new ArrayList<>();
    headers.add(new ApiHeader("Accept", "application/json"));
    page.range().ifPresent(range -> headers.add(new ApiHeader("Range", range)));
    resource
        .headers()
        .forEach(
            (name, template) -> {
              if (template.isFilledBy(values)) {
                headers.add(new ApiHeader(name, template.expandHeader(values)));
              }
            });
    ApiPath path =
        page.address().isPresent()
            ? below(page.address().get(), base.orElse(""))
            : path(resource, values, page.query());
    return new ApiCall("GET", path, Optional.empty(), headers, ApiBody.none(), PATIENCE)
        .inBackground();
  }

  private static ApiPath path(
      ResourceDefinition resource,
      Function<String, Optional<String>> values,
      Map<String, String> turning) {
    String[] parts = resource.path().expandPath(values).split("\\?", 2);
    Map<String, String> query = new LinkedHashMap<>();
    resource.query().forEach((name, template) -> query.put(name, template.expand(values)));
    query.putAll(turning);
    List<String> all = new ArrayList<>();
    if (parts.length > 1 && !parts[1].isEmpty()) {
      all.add(parts[1]);
    }
    query.forEach((name, value) -> all.add(encoded(name) + "=" + encoded(value)));
    return ApiPath.parse(parts[0], String.join("&", all));
  }

  /// The path of a next page that the provider names, which must be below the list's own base: the
  /// token goes nowhere else.
  private static ApiPath below(String address, String base) throws ElsewhereException {
    try {
      URI root = new URI(base);
      URI next = root.resolve(address.strip());
      String rootPath = root.getRawPath() == null ? "" : root.getRawPath();
      String nextPath = next.getRawPath() == null ? "" : next.getRawPath();
      boolean same =
          root.getScheme().equalsIgnoreCase(next.getScheme())
              && root.getAuthority().equalsIgnoreCase(String.valueOf(next.getAuthority()))
              && nextPath.startsWith(rootPath + "/");
      if (!same) {
        throw new ElsewhereException();
      }
      String query = next.getRawQuery() == null ? "" : next.getRawQuery();
      return ApiPath.parse(nextPath.substring(rootPath.length() + 1), query);
    } catch (java.net.URISyntaxException | IllegalArgumentException e) {
      throw new ElsewhereException();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static final class ElsewhereException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /// The way to the provider.
  @FunctionalInterface
  interface Asking {
    /// Makes `call`.
    ///
    /// @param base in place of the API's
    ApiResult call(ApiCall call, Optional<String> base);
  }

  /// What came of asking for a page.
  sealed interface Got {
    /// A page.
    record Part(Page page, PageHeard heard) implements Got {}

    /// There is nothing more.
    record End() implements Got {}

    /// It cannot be had; another list may be.
    ///
    /// @param mayPass whether it may be had a moment later
    record Failed(String code, String detail, boolean mayPass) implements Got {
      Failed(String code, String detail) {
        this(code, detail, false);
      }

      static Failed passing(String code, String detail) {
        return new Failed(code, detail, true);
      }
    }

    /// Nothing can be had through this connection.
    record Refused(ApiResult result) implements Got {}
  }
}
