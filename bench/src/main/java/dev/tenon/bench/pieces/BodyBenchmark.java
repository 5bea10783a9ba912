package dev.tenon.bench.pieces;

import dev.tenon.access.UserId;
import dev.tenon.client.IntegrationName;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The reading of a token request's body.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BodyBenchmark {
  private static final byte[] BODY =
      "{\"integration\":\"measured\",\"user\":\"user-001\"}".getBytes(StandardCharsets.UTF_8);

  private final JsonReader reader = new JsonReader();

  /// The object alone.
  @Benchmark
  public Object json() {
    return reader.readObject(BODY);
  }

  /// The object, and its fields as the token route reads them.
  @Benchmark
  public Object fields() {
    Fields fields = new Fields(reader.readObject(BODY));
    Optional<IntegrationName> integration =
        fields.requiredText("integration", IntegrationName::new);
    Optional<UserId> user = fields.text("user", UserId::new);
    Optional<Long> minTtl = fields.whole("min_ttl", 0, 86_400);
    fields.end();
    return new Object[] {integration, user, minTtl};
  }
}
