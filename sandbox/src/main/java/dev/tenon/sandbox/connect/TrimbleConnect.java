package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.fault.Call;
import dev.tenon.sandbox.fault.Faults;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.Routes;
import dev.tenon.sandbox.oauth.AuthorizationServer;
import dev.tenon.sandbox.sample.Dice;
import dev.tenon.sandbox.sample.Tuning;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.SecretKey;

/// All hosts of Trimble Connect. Safe for use by any thread.
public final class TrimbleConnect {
  /// The first path segment of the storage host.
  public static final String STORAGE_HOST = "connect-storage";

  private final URI base;
  private final Faults faults;
  private final Supplier<Tuning> tuning;
  private final Visitors visitors;
  private final LegacyTokens legacy;
  private final Content content;
  private final Storage storage;
  private final AtomicLong requests = new AtomicLong();

  /// Trimble Connect below `base`, which believes `trimbleIdentity`; `key` signs download
  /// addresses.
  public TrimbleConnect(
      URI base,
      AuthorizationServer trimbleIdentity,
      Clock clock,
      Faults faults,
      Dice dice,
      Supplier<Tuning> tuning,
      SecretKey key) {
    this.base = base;
    this.faults = faults;
    this.tuning = tuning;
    this.legacy = new LegacyTokens(trimbleIdentity, clock);
    this.visitors = new Visitors(trimbleIdentity, legacy);
    this.content = Content.made(dice, tuning);
    URI at = URI.create(base + "/" + STORAGE_HOST);
    this.storage = new Storage(at, content.projects(), content.files(), clock, key);
  }

  /// Each host by its first path segment.
  public Map<String, Function<Request, Reply>> hosts() {
    var hosts = new HashMap<String, Function<Request, Reply>>();
    for (Pod pod : Pod.values()) {
      Routes core = coreOf(pod);
      Routes topics = topicsOf(pod);
      hosts.put(pod.host(), request -> answer(pod.host(), core, request));
      hosts.put(pod.topicsHost(), request -> answer(pod.topicsHost(), topics, request));
    }
    Routes stored = storageRoutes();
    hosts.put(
        STORAGE_HOST,
        request -> faults.around(Call.toApi(STORAGE_HOST, request), () -> stored.answer(request)));
    return hosts;
  }

  private Reply answer(String host, Routes routes, Request request) {
    var call = Call.toApi(host, request);
    Reply reply = faults.around(call, () -> quirk(request).orElseGet(() -> routes.answer(request)));
    String id = "sandbox-" + requests.incrementAndGet();
    return reply instanceof Reply.Answer answer ? answer.with("x-tc-request-id", id) : reply;
  }

  private Optional<Reply> quirk(Request request) {
    boolean breaks =
        tuning.get().contentTypeBreaksGet()
            && request.method().equals("GET")
            && request.header("Content-Type").isPresent();
    return breaks
        ? Optional.of(ConnectErrors.of(500, "INTERNAL_ERROR", "Internal Server Error"))
        : Optional.empty();
  }

  private Routes coreOf(Pod pod) {
    var routes = new Routes(_ -> ConnectErrors.noSuchEndpoint());
    if (pod.isMaster()) {
      routes
          .on("GET", "/tc/api/2.0/regions", _ -> Reply.json(200, Regions.json(base)))
          .on("POST", "/tc/api/2.0/auth/token", legacy::exchange);
    }
    return new CoreApi(pod, visitors, content, storage, tuning).addTo(routes);
  }

  private Routes topicsOf(Pod pod) {
    var routes = new Routes(_ -> ConnectErrors.noSuchEndpoint());
    return new TopicsApi(pod, visitors, content).addTo(routes);
  }

  private Routes storageRoutes() {
    return new Routes(_ -> Reply.text(404, "Not Found"))
        .on(
            "GET",
            "/{pod}/{file}",
            (request, path) ->
                Arrays.stream(Pod.values())
                    .filter(pod -> pod.host().equals(path.get("pod")))
                    .findFirst()
                    .map(pod -> storage.download(request, pod, path.get("file")))
                    .orElseGet(() -> Reply.text(404, "Not Found")));
  }
}
