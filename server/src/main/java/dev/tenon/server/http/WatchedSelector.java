package dev.tenon.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;
import java.util.function.LongSupplier;

/// Makes Helidon's own HTTP/1.1 connections, each under a [Watch].
final class WatchedSelector implements ServerConnectionSelector {
  private final ServerConnectionSelector http1;
  private final ListenerSettings limits;
  private final Watchdog watchdog;
  private final LongSupplier nanos;

  WatchedSelector(
      Http1Config config, ListenerSettings limits, Watchdog watchdog, LongSupplier nanos) {
    this.http1 = Http1ConnectionSelector.builder().config(config).build();
    this.limits = limits;
    this.watchdog = watchdog;
    this.nanos = nanos;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http1.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http1.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http1.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    SocketReads socket = new SocketReads(context.serverSocket()::get);
    Watch watch = new Watch(limits, nanos, socket, context.serverSocket()::close);
    ServerConnection connection = http1.connection(new WatchedContext(context, socket, watch));
    return new WatchedConnection(connection, watch, watchdog);
  }
}
