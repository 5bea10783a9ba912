package dev.tenon.spring;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the hub is and how to ask it.
///
/// @param url the hub's address
/// @param apiKey a key of this app's; a secret
/// @param minTtl how long a token must still be valid. Spring throws a token away a minute before
///   its end, so less than that would have it ask again and again
/// @param returnUrl where users come back to after connecting: this app's address of
///   `/tenon/connected`; empty takes it from the request. Register it at the hub for this app
@ConfigurationProperties("tenon")
public record TenonProperties(
    URI url, String apiKey, @DefaultValue("2m") Duration minTtl, @Nullable URI returnUrl) {
  /// Spring's clock skew.
  private static final Duration LEAST = Duration.ofSeconds(61);

  /// Refuses what would not work.
  public TenonProperties {
    if (minTtl.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "tenon.min-ttl is %s: less than Spring's own minute and a second".formatted(minTtl));
    }
  }

  @Override
  public String toString() {
    return "TenonProperties[url=" + url + ", apiKey=***, minTtl=" + minTtl + "]";
  }
}
