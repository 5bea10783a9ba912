package dev.tenon.server.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// Apache's client with everything off that would act on its own: redirects, retries, cookies,
/// authentication, decompression, protocol upgrades, proxies of the environment. It connects only
/// to the addresses that the call brings along, whatever the host's name resolves to by then, and
/// tells the call's [Progress] just before the first byte goes out.
final class PinnedClient implements AutoCloseable {
  // While a body is sent, whether the provider has refused it already: each look takes a
  // millisecond, so a look every 8 kB (the library's own) makes uploads 30 times slower.
  private static final long BYTES_BEFORE_LOOKING = 4L * 1024 * 1024;

  private static final ScopedValue<List<InetAddress>> ADDRESSES = ScopedValue.newInstance();
  private static final String PROGRESS = "dev.tenon.progress";
  private static final int MAX_CONNECTIONS = 4096;

  private final CloseableHttpClient client;

  PinnedClient(HttpLimits limits, SSLContext tls) {
    this(limits, Duration.ZERO, tls);
  }

  /// @param unchecked how long a connection may have waited and be used without a look whether the
  ///   other side has closed it
  PinnedClient(HttpLimits limits, Duration unchecked, SSLContext tls) {
    RequestConfig request =
        RequestConfig.custom()
            .setAuthenticationEnabled(false)
            .setRedirectsEnabled(false)
            .setExpectContinueEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .setContentCompressionEnabled(false)
            .setConnectionRequestTimeout(timeout(limits.total()))
            .setResponseTimeout(timeout(limits.silence()))
            .setConnectionKeepAlive(time(limits.keepAlive()))
            .build();
    this.client =
        HttpClientBuilder.create()
            .setConnectionManager(connections(limits, unchecked, tls))
            .setRoutePlanner((host, _) -> direct(host))
            .setDefaultCredentialsProvider(new BasicCredentialsProvider())
            .setDefaultRequestConfig(request)
            .setUserAgent("Tenon")
            .setKeepAliveStrategy((_, _) -> time(limits.keepAlive()))
            .addExecInterceptorLast("progress", PinnedClient::announce)
            .disableAuthCaching()
            .disableAutomaticRetries()
            .disableConnectionState()
            .disableContentCompression()
            .disableCookieManagement()
            .disableRedirectHandling()
            .evictExpiredConnections()
            .evictIdleConnections(time(limits.keepAlive()))
            .build();
  }

  /// Sends `request` to one of `addresses` and returns when status and headers are there. The
  /// caller closes what it gets.
  ClassicHttpResponse open(
      HttpHost host, List<InetAddress> addresses, ClassicHttpRequest request, Progress progress)
      throws IOException {
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(PROGRESS, progress);
    return ScopedValue.where(ADDRESSES, addresses)
        .call(() -> client.executeOpen(host, request, context));
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  private static ClassicHttpResponse announce(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    if (!(scope.clientContext.getAttribute(PROGRESS) instanceof Progress progress)) {
      throw new IllegalStateException("a call without progress indicates a bug");
    }
    progress.sending();
    return chain.proceed(request, scope);
  }

  private static HttpRoute direct(HttpHost host) {
    return new HttpRoute(host, null, host.getSchemeName().equals("https"));
  }

  private static PoolingHttpClientConnectionManager connections(
      HttpLimits limits, Duration unchecked, SSLContext tls) {
    Http1Config lines =
        Http1Config.custom()
            .setMaxLineLength(16 * 1024)
            .setMaxHeaderCount(200)
            .setMaxEmptyLineCount(4)
            .build();
    ConnectionConfig connection =
        ConnectionConfig.custom()
            .setConnectTimeout(timeout(limits.connect()))
            .setSocketTimeout(timeout(limits.silence()))
            .setValidateAfterInactivity(time(unchecked))
            .build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(lines)
                // A server may refuse a large body before it has come.
                .responseOutOfOrderStrategy(
                    new MonitoringResponseOutOfOrderStrategy(BYTES_BEFORE_LOOKING))
                .build())
        .setDnsResolver(new VettedAddresses())
        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
        .setDefaultTlsConfig(
            TlsConfig.custom().setHandshakeTimeout(timeout(limits.connect())).build())
        .setDefaultConnectionConfig(connection)
        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
        .setConnPoolPolicy(PoolReusePolicy.LIFO)
        .setMaxConnPerRoute(limits.callsPerHost())
        .setMaxConnTotal(MAX_CONNECTIONS)
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration);
  }

  private static TimeValue time(Duration duration) {
    return TimeValue.of(duration);
  }

  /// Resolves nothing: it answers with the addresses that were vetted for the call.
  private static final class VettedAddresses implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      if (!ADDRESSES.isBound()) {
        throw new UnknownHostException("nothing was vetted for this call");
      }
      return ADDRESSES.get().toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
