package dev.tenon.resource;

import dev.tenon.access.Caller;
import dev.tenon.call.ApiAnswer;
import dev.tenon.call.ApiCalls;
import dev.tenon.call.ApiResult;
import dev.tenon.call.ApiWire;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.Paging;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.FileRule;
import dev.tenon.connector.Template;
import dev.tenon.token.HeldClients;
import dev.tenon.token.Pause;
import dev.tenon.token.TokenAsk;
import dev.tenon.token.TokenResult;
import dev.tenon.token.TokenSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/// Opens the files of items. Safe for use by any thread.
public final class ResourceFiles {
  private static final Duration REGIONS_STAY = Duration.ofMinutes(5);
  private static final int MOST_REMEMBERED = 10_000;

  private final HeldClients clients;
  private final TokenSource tokens;
  private final ApiCalls calls;
  private final PageReader pages;
  private final FileSource source;
  private final Pause pause;
  private final Clock clock;
  private final ConcurrentMap<ConnectionId, Remembered> regions = new ConcurrentHashMap<>();

  /// Asks for addresses by `calls`, and fetches from `source`.
  public ResourceFiles(
      HeldClients clients,
      TokenSource tokens,
      ApiCalls calls,
      PageReader pages,
      FileSource source,
      Pause pause,
      Clock clock) {
    this.clients = clients;
    this.tokens = tokens;
    this.calls = calls;
    this.pages = pages;
    this.source = source;
    this.pause = pause;
    this.clock = clock;
  }

  /// The name of the file that `item` has; its id where it has a file without a name.
  static Optional<String> name(ResourceDefinition resource, ResourceItem item) {
    return resource
        .file()
        .filter(
            rule ->
                rule.only().entrySet().stream()
                    .allMatch(
                        it -> item.text(it.getKey()).filter(it.getValue()::equals).isPresent()))
        .flatMap(rule -> item.text(rule.name()).or(() -> item.text(resource.id())));
  }

  /// Opens the file of the item of that id.
  ///
  /// @param region where the item was listed, where regions are merged
  public Opening open(
      Caller.App caller,
      ConnectionId connection,
      TokenAsk ask,
      String resource,
      String item,
      Optional<String> region) {
    Optional<ResolvedClient> client = clients.find(caller, connection);
    if (client.isEmpty()) {
      return new Opening.NoToken(tokens.token(caller, ask));
    }
    Optional<ResourceDefinition> found = Words.find(client.get().connector(), resource);
    Optional<FileRule> rule = found.flatMap(ResourceDefinition::file);
    if (found.isEmpty() || rule.isEmpty()) {
      return new Opening.NoFiles();
    }
    PageCalls asking = new PageCalls(caller, ask, client.get(), calls, pages, pause);
    Listing.Place here = new Listing.Place(Optional.empty(), Map.of(), List.of(), Map.of());
    try {
      Listing.Place place = region.map(it -> place(asking, connection, here, it)).orElse(here);
      Function<String, Optional<String>> around = place.values(asking, found.get());
      Function<String, Optional<String>> values =
          name -> name.equals("item.id") ? Optional.of(item) : around.apply(name);
      ApiResult result = asking.open(thing(found.get(), rule.get()), values);
      return result instanceof ApiResult.Answered(ApiAnswer answer, var _, var _)
          ? answered(rule.get(), answer)
          : new Opening.Refused(result);
    } catch (ResourceListings.RefusedException e) {
      return new Opening.Refused(e.result());
    } catch (Template.ExpansionException | IllegalArgumentException e) {
      return new Opening.Failed("file_not_callable", "The item's address cannot be made up.");
    }
  }

  private Opening answered(FileRule rule, ApiAnswer answer) {
    if (answer.status() != 200) {
      int status = answer.status();
      answer.close();
      return new Opening.Failed(
          status == 404 ? "file_not_found" : "provider_refused",
          "The provider answered %d.".formatted(status));
    }
    if (rule.url().isEmpty()) {
      return new Opening.Opened(answer);
    }
    Optional<String> address;
    try (answer;
        InputStream body = answer.body()) {
      // The answer is no list: what stands around one is all of it.
      address = pages.read(body, "-").around().text(rule.url());
    } catch (IOException _) {
      return new Opening.Failed("answer_unreadable", "The answer does not say where the file is.");
    }
    return address
        .map(this::fetched)
        .orElseGet(
            () ->
                new Opening.Failed(
                    "answer_unreadable", "The answer does not say where the file is."));
  }

  private Opening fetched(String address) {
    return switch (source.fetch(address)) {
      case ApiWire.Outcome.Answered(ApiAnswer file) -> {
        if (file.status() == 200) {
          yield new Opening.Opened(file);
        }
        int status = file.status();
        file.close();
        yield new Opening.Failed(
            status / 100 == 3 ? "file_elsewhere" : "storage_refused",
            status / 100 == 3
                ? "The storage leads to yet another address, which is not followed."
                : "The storage answered %d.".formatted(status));
      }
      case ApiWire.Outcome.NotCallable(String problem) ->
          new Opening.Failed("file_elsewhere", problem);
      case ApiWire.Outcome.NotSent(String detail) ->
          new Opening.Failed("storage_unavailable", "Nothing was sent: " + detail + ".");
      case ApiWire.Outcome.NoAnswer(String detail, boolean _) ->
          new Opening.Failed("storage_unavailable", "No answer came: " + detail + ".");
      case ApiWire.Outcome.BodyFailed _ ->
          throw new IllegalStateException("a GET has no body: indicates a bug");
    };
  }

  private Listing.Place place(
      PageCalls asking, ConnectionId connection, Listing.Place here, String region) {
    Map<String, String> values =
        known(asking, connection, here).stream()
            .filter(it -> it.name().equals(region))
            .findFirst()
            .map(Regions.Discovered::values)
            .orElse(Map.of());
    return new Listing.Place(Optional.of(region), values, List.of(), Map.of());
  }

  private List<Regions.Discovered> known(
      PageCalls asking, ConnectionId connection, Listing.Place here) {
    Instant now = clock.instant();
    Remembered before = regions.get(connection);
    if (before != null && now.isBefore(before.until())) {
      return before.regions();
    }
    List<Regions.Discovered> found =
        Regions.list(asking.client().connector())
            .map(list -> Regions.discover(asking, list, here.values(asking, list)).regions())
            .orElse(List.of());
    if (regions.size() >= MOST_REMEMBERED) {
      regions.clear();
    }
    regions.put(connection, new Remembered(found, now.plus(REGIONS_STAY)));
    return found;
  }

  private static ResourceDefinition thing(ResourceDefinition resource, FileRule rule) {
    return new ResourceDefinition(
        resource.name(),
        resource.title(),
        Optional.empty(),
        resource.baseUrl(),
        rule.path(),
        Map.of(),
        Map.of(),
        Optional.of(new Paging.None()),
        "",
        resource.id(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        false);
  }

  private record Remembered(List<Regions.Discovered> regions, Instant until) {}

  /// What came of it.
  public sealed interface Opening {
    /// The file, on its way; whoever has it closes it.
    record Opened(ApiAnswer file) implements Opening {}

    /// There is no such resource, or its items have no files.
    record NoFiles() implements Opening {}

    /// There is no token to ask with.
    record NoToken(TokenResult reason) implements Opening {}

    /// The provider's API was not asked, or did not answer.
    record Refused(ApiResult result) implements Opening {}

    /// There is no file to be had.
    record Failed(String code, String detail) implements Opening {}
  }
}
