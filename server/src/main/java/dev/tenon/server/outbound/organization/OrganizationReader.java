package dev.tenon.server.outbound.organization;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connect.ProviderOrganizations;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Organization;
import dev.tenon.connector.Api;
import dev.tenon.connector.Paging;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.SecondConsent;
import dev.tenon.connector.Template;
import dev.tenon.oauth.AccessToken;
import dev.tenon.server.outbound.Deadline;
import dev.tenon.server.outbound.Fields;
import dev.tenon.server.outbound.HttpAnswer;
import dev.tenon.server.outbound.HttpCall;
import dev.tenon.server.outbound.HttpOutcome;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.RetryAfter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Lists organizations by the resource that a connector's second consent names: pages of bookmarks
/// and cursors, else the first page, which for a user's own organizations is all. Safe for use by
/// any thread.
public final class OrganizationReader implements ProviderOrganizations {
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final int MOST_PAGES = 20;

  private final OutboundHttp http;
  private final RetryAfter retryAfter;

  /// Asks over `http`.
  public OrganizationReader(OutboundHttp http, Clock clock) {
    this.http = http;
    this.retryAfter = new RetryAfter(clock);
  }

  @Override
  public Seen seen(ResolvedClient client, ConnectionId connection, AccessToken token) {
    Optional<ResourceDefinition> resource =
        client
            .definition()
            .secondConsent()
            .flatMap(SecondConsent::organizations)
            .flatMap(
                name ->
                    client.connector().resources().stream()
                        .filter(it -> it.name().equals(name))
                        .findFirst());
    if (resource.isEmpty()) {
      return new Seen.NotDeclared();
    }
    Map<String, String> values = new HashMap<>(client.values());
    values.put("access_token", token.secret().reveal());
    Api api = client.connector().api(client.definition());
    try {
      return list(api, resource.get(), values, http.deadline(LONGEST));
    } catch (Template.ExpansionException | IllegalArgumentException _) {
      return new Seen.NotDeclared();
    }
  }

  private Seen list(
      Api api, ResourceDefinition resource, Map<String, String> values, Deadline deadline) {
    List<Organization> found = new ArrayList<>();
    Optional<Map.Entry<String, String>> next = Optional.empty();
    for (int page = 0; page < MOST_PAGES; page++) {
      HttpCall call = call(api, resource, values, next);
      if (!(http.send(call, deadline) instanceof HttpOutcome.Answered(HttpAnswer answer))) {
        return new Seen.Away(Optional.empty(), "The provider could not be reached.");
      }
      if (!answer.isSuccess()) {
        return refused(answer);
      }
      Optional<Fields> fields = Fields.of(answer).filter(it -> it.hasList(resource.items()));
      if (fields.isEmpty()) {
        return new Seen.Away(
            Optional.empty(), "The provider's answer is not the list that was asked for.");
      }
      fields.get().items(resource.items()).stream()
          .flatMap(item -> organization(item, resource).stream())
          .filter(it -> !found.contains(it))
          .forEach(found::add);
      Optional<Map.Entry<String, String>> before = next;
      next =
          next(resource.paging().or(api::paging), fields.get())
              .filter(it -> !before.equals(Optional.of(it)));
      if (next.isEmpty()) {
        break;
      }
    }
    return new Seen.Listed(found);
  }

  private Seen refused(HttpAnswer answer) {
    return switch (answer.status()) {
      case 401 -> new Seen.TokenRefused();
      case 403, 404 -> new Seen.Forbidden(answer.status());
      default ->
          new Seen.Away(
              retryAfter.read(answer, "Retry-After"),
              "The provider answered with status " + answer.status() + ".");
    };
  }

  private static HttpCall call(
      Api api,
      ResourceDefinition resource,
      Map<String, String> values,
      Optional<Map.Entry<String, String>> next) {
    String path = resource.path().expandPath(of(values));
    HttpCall call =
        HttpCall.of("GET", URI.create(base(api, resource, values) + "/" + path))
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + values.get("access_token"));
    Map<String, Template> headers = new HashMap<>(api.headers());
    headers.putAll(resource.headers());
    for (Map.Entry<String, Template> header : headers.entrySet()) {
      call = call.header(header.getKey(), header.getValue().expandHeader(of(values)));
    }
    Map<String, String> query = new HashMap<>();
    api.query().forEach((name, it) -> query.put(name, it.expand(of(values))));
    resource.query().forEach((name, it) -> query.put(name, it.expand(of(values))));
    next.ifPresent(it -> query.put(it.getKey(), it.getValue()));
    return query.isEmpty() ? call : call.query(query);
  }

  private static String base(Api api, ResourceDefinition resource, Map<String, String> values) {
    List<Template> bases = resource.baseUrl().map(List::of).orElse(api.baseUrls());
    return bases.stream()
        .filter(it -> it.isFilledBy(of(values)))
        .findFirst()
        .map(it -> it.expandUrl(of(values)))
        .orElseThrow(() -> new IllegalArgumentException("the address of the API is not known"));
  }

  private static Function<String, Optional<String>> of(Map<String, String> values) {
    return name -> Optional.ofNullable(values.get(name));
  }

  private static Optional<Map.Entry<String, String>> next(Optional<Paging> paging, Fields fields) {
    return switch (paging.orElseGet(Paging.None::new)) {
      case Paging.Bookmark it ->
          fields.text(it.path()).map(text -> Map.entry(it.parameter(), text));
      case Paging.Cursor it -> fields.text(it.path()).map(text -> Map.entry(it.parameter(), text));
      case Paging.Range _, Paging.Link _, Paging.Offset _, Paging.Page _, Paging.None _ ->
          Optional.empty();
    };
  }

  private static Optional<Organization> organization(Fields item, ResourceDefinition resource) {
    return item.text(resource.id()).map(id -> new Organization(id, item.text("name").orElse(id)));
  }
}
