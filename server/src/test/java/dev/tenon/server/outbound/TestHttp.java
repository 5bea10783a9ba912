package dev.tenon.server.outbound;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;

/// The outbound client as tests use it: `localhost` is allowed, and limits are short where the
/// other side is silent.
public final class TestHttp {
  /// Generous in all but size.
  public static final HttpLimits LIMITS = HttpLimits.standard();

  private static final SSLContext TLS = SSLContexts.createDefault();

  private TestHttp() {}

  /// With limits that no test reaches.
  public static OutboundHttp patient() {
    return with(LIMITS);
  }

  /// With a call of `total` at most.
  public static OutboundHttp within(Duration total) {
    return with(
        new HttpLimits(
            LIMITS.connect(),
            LIMITS.silence(),
            total,
            LIMITS.bodyBytes(),
            LIMITS.callsPerHost(),
            LIMITS.keepAlive()));
  }

  /// With the time of `nanos`, and `whenResolving` done whenever a host is looked up.
  public static OutboundHttp timedBy(LongSupplier nanos, Runnable whenResolving) {
    return new OutboundHttp(
        guard(
            _ -> {
              whenResolving.run();
              return List.of(InetAddress.getLoopbackAddress());
            }),
        LIMITS,
        nanos,
        TLS);
  }

  /// With one call at a time to a host.
  public static OutboundHttp oneByOne() {
    return with(
        new HttpLimits(
            LIMITS.connect(),
            LIMITS.silence(),
            LIMITS.total(),
            LIMITS.bodyBytes(),
            1,
            LIMITS.keepAlive()));
  }

  static OutboundHttp with(HttpLimits limits) {
    return new OutboundHttp(guard(), limits, System::nanoTime, TLS);
  }

  static AddressGuard guard() {
    return guard(_ -> List.of(InetAddress.getLoopbackAddress()));
  }

  static AddressGuard guard(HostResolver resolver) {
    return new AddressGuard(
        AllowedAddresses.parse(List.of("localhost", "other.test", "provider.test")), resolver);
  }
}
