package dev.tenon.resource;

import dev.tenon.access.Caller;
import dev.tenon.call.ApiAnswer;
import dev.tenon.call.ApiCalls;
import dev.tenon.call.ApiResult;
import dev.tenon.call.ApiTarget;
import dev.tenon.call.ApiWire;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.FileRule;
import dev.tenon.connector.ResourceDefinition.FileStep;
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
import java.util.HashMap;
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

  /// An answer without a list at this path: what stands around one is all of it.
  private static final String NO_LIST = "-";

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

  /// Opens the file of the item of that id.
  ///
  /// @param said what the list says besides ([ListedItem#fileQuery]): the region, ids of the items
  ///   above by their words, the key
  public Opening open(
      Caller.App caller,
      ConnectionId connection,
      TokenAsk ask,
      String resource,
      String item,
      Map<String, String> said) {
    Optional<ResolvedClient> client = clients.find(caller, connection);
    if (client.isEmpty()) {
      return new Opening.NoToken(tokens.token(caller, ask));
    }
    Optional<ResourceDefinition> found = Words.find(client.get().connector(), resource);
    Optional<FileRule> rule = found.flatMap(ResourceDefinition::file);
    if (found.isEmpty() || rule.isEmpty()) {
      return new Opening.NoFiles();
    }
    if (!rule.get().key().isEmpty() && said.getOrDefault(ItemFiles.KEY, "").isEmpty()) {
      return notCallable();
    }
    PageCalls asking = new PageCalls(client.get(), PageCalls.by(calls, caller, ask), pages, pause);
    try {
      Place place = place(asking, connection, found.get(), said);
      Function<String, Optional<String>> around = place.values(asking, found.get());
      Map<String, String> kept = new HashMap<>();
      kept.put("item.id", item);
      kept.put("item.key", said.getOrDefault(ItemFiles.KEY, ""));
      Function<String, Optional<String>> values =
          name ->
              kept.containsKey(name)
                  ? Optional.of(kept.get(name)).filter(it -> !it.isEmpty())
                  : around.apply(name);
      for (FileStep step : rule.get().steps()) {
        Optional<Opening> stopped =
            step(asking, thing(found.get(), step.path()), step, values, kept);
        if (stopped.isPresent()) {
          return stopped.get();
        }
      }
      ApiResult result = asking.open(thing(found.get(), rule.get().path()), values);
      return result instanceof ApiResult.Answered(ApiAnswer answer, var _, ApiTarget target)
          ? answered(rule.get(), answer, target)
          : new Opening.Refused(result);
    } catch (ResourceListings.RefusedException e) {
      return new Opening.Refused(e.result());
    } catch (Template.ExpansionException | IllegalArgumentException e) {
      return notCallable();
    }
  }

  /// Asks for what is needed on the way; something where it ends there.
  private Optional<Opening> step(
      PageCalls asking,
      ResourceDefinition thing,
      FileStep step,
      Function<String, Optional<String>> values,
      Map<String, String> kept) {
    ApiResult result = asking.open(thing, values);
    if (!(result instanceof ApiResult.Answered(ApiAnswer answer, var _, var _))) {
      return Optional.of(new Opening.Refused(result));
    }
    if (answer.status() != 200) {
      return Optional.of(refused(answer));
    }
    try (answer;
        InputStream body = answer.body();
        PageReader.Page page = pages.read(body, NO_LIST, List.of())) {
      ResourceItem whole = page.around();
      for (Map.Entry<String, String> each : step.keep().entrySet()) {
        Optional<String> value = whole.text(each.getValue());
        if (value.isEmpty()) {
          return Optional.of(
              new Opening.Failed("file_not_found", "The provider has no file for the item."));
        }
        kept.put(each.getKey(), value.get());
      }
      return Optional.empty();
    } catch (IOException _) {
      return Optional.of(nowhere());
    }
  }

  private static Opening refused(ApiAnswer answer) {
    int status = answer.status();
    answer.close();
    String code = status >= 500 ? "provider_unavailable" : "provider_refused";
    return new Opening.Failed(
        status == 404 ? "file_not_found" : code, "The provider answered %d.".formatted(status));
  }

  private static Opening notCallable() {
    return new Opening.Failed(
        "file_not_callable",
        "The file's address cannot be made up: give what stands in its item's _tenon.file_query.");
  }

  private static Opening nowhere() {
    return new Opening.Failed("answer_unreadable", "The answer does not say where the file is.");
  }

  private Opening answered(FileRule rule, ApiAnswer answer, ApiTarget target) {
    if (answer.status() != 200) {
      return refused(answer);
    }
    if (rule.url().isEmpty()) {
      return new Opening.Opened(answer);
    }
    Optional<String> address;
    try (answer;
        InputStream body = answer.body();
        PageReader.Page page = pages.read(body, NO_LIST, List.of())) {
      address = page.around().text(rule.url());
    } catch (IOException _) {
      return nowhere();
    }
    return address.map(it -> fetched(target, it)).orElseGet(ResourceFiles::nowhere);
  }

  private Opening fetched(ApiTarget target, String address) {
    return switch (source.fetch(target, address)) {
      case ApiWire.Outcome.Answered(ApiAnswer file) -> {
        if (file.status() == 200) {
          yield new Opening.Opened(file);
        }
        int status = file.status();
        file.close();
        if (status / 100 == 3) {
          yield new Opening.Failed(
              "file_elsewhere", "The storage leads to yet another address, which is not followed.");
        }
        yield new Opening.Failed(
            status >= 500 || status == 429 ? "storage_unavailable" : "storage_refused",
            "The storage answered %d.".formatted(status));
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

  private Place place(
      PageCalls asking,
      ConnectionId connection,
      ResourceDefinition resource,
      Map<String, String> said) {
    List<ResourceDefinition> line = Words.line(asking.client().connector(), resource);
    List<ResourceItem> above = ItemFiles.above(line.subList(0, line.size() - 1), said);
    String region = said.get(ItemFiles.REGION);
    if (region == null) {
      return Place.usual().under(above);
    }
    Map<String, String> values =
        known(asking, connection).stream()
            .filter(it -> it.name().equals(region))
            .findFirst()
            .map(Regions.Discovered::values)
            .orElse(Map.of());
    return Place.of(region, values).under(above);
  }

  private List<Regions.Discovered> known(PageCalls asking, ConnectionId connection) {
    Instant now = clock.instant();
    Remembered before = regions.get(connection);
    if (before != null && now.isBefore(before.until())) {
      return before.regions();
    }
    List<Regions.Discovered> found =
        Regions.list(asking.client().connector())
            .map(
                list ->
                    Regions.discover(asking, list, Place.usual().values(asking, list)).regions())
            .orElse(List.of());
    if (regions.size() >= MOST_REMEMBERED) {
      regions.clear();
    }
    regions.put(connection, new Remembered(found, now.plus(REGIONS_STAY)));
    return found;
  }

  /// One thing of the resource's host, asked for as it is.
  private static ResourceDefinition thing(ResourceDefinition resource, Template path) {
    return resource.askedBy(path, Map.of());
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
