package dev.tenon.server.http;

import io.helidon.http.HttpLogConfig;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// The open port. Every request runs on a virtual thread; see [ListenerSettings] for its limits.
/// Closing lets requests under way finish, for a while; each connection ends with its answer.
public final class Listener implements AutoCloseable {
  /// How often connections are looked at, at least.
  private static final Duration LONGEST_ROUND = Duration.ofMillis(500);

  private final WebServer server;
  private final AnswerWriter writer;
  private final Watchdog watchdog;

  private Listener(WebServer server, AnswerWriter writer, Watchdog watchdog) {
    this.server = server;
    this.writer = writer;
    this.watchdog = watchdog;
  }

  /// Starts to answer requests by `routes`.
  ///
  /// @throws IllegalStateException when the port is taken
  public static Listener start(
      ListenerSettings settings, List<Route> routes, RandomGenerator random, Answered answered) {
    RequestIds ids = new RequestIds(random);
    AnswerWriter writer = new AnswerWriter(settings.https());
    Dispatch dispatch = new Dispatch(new Routes(routes), ids, writer, answered);
    Duration quarter = shortest(settings).dividedBy(4);
    Watchdog watchdog =
        new Watchdog(quarter.compareTo(LONGEST_ROUND) < 0 ? quarter : LONGEST_ROUND);
    // Nothing is discovered: looking for services costs more of the start than all the rest.
    WebServer server =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .concurrencyLimitDiscoverServices(false)
            .mediaContext(MediaContext.builder().mediaSupportsDiscoverServices(false).build())
            .contentEncoding(
                ContentEncodingContext.builder().contentEncodingsDiscoverServices(false).build())
            .addConnectionSelector(
                new WatchedSelector(http1(settings), settings, watchdog, System::nanoTime))
            .directHandlers(Refusals.handlers(ids, writer.always()))
            .maxTcpConnections(settings.connections())
            .shutdownGracePeriod(settings.grace())
            .connectionOptions(options -> options.tcpNoDelay(true))
            .routing(HttpRouting.builder().any(dispatch))
            .build()
            .start();
    if (!server.isRunning()) {
      throw new IllegalStateException(
          "cannot listen on %s:%d: the port may be taken"
              .formatted(settings.host(), settings.port()));
    }
    watchdog.start();
    return new Listener(server, writer, watchdog);
  }

  /// The port that was opened.
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    writer.close();
    server.stop();
    watchdog.close();
  }

  private static Http1Config http1(ListenerSettings settings) {
    return Http1Config.builder()
        .maxHeadersSize(settings.headerBytes())
        .maxPrologueLength(settings.lineBytes())
        // Of the query alone: many clients send its brackets as they are, and Percent is as strict.
        .validatePrologue(false)
        // Helidon's own wire log would print keys.
        .log(HttpLogConfig.builder().sendLog(false).receiveLog(false).build())
        .build();
  }

  private static Duration shortest(ListenerSettings settings) {
    return List.of(settings.headTime(), settings.bodyTime(), settings.idleTime()).stream()
        .min(Duration::compareTo)
        .orElseThrow();
  }
}
