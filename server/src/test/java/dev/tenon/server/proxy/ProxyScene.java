package dev.tenon.server.proxy;

import dev.tenon.server.outbound.ScriptedServer.Script;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A hub and a provider for each test, closed at its end.
abstract class ProxyScene {
  @TempDir private Path directory;
  private final AtomicReference<ProxyWorld> started = new AtomicReference<>();

  @AfterEach
  final void close() {
    ProxyWorld world = started.get();
    if (world != null) {
      world.close();
    }
  }

  /// A provider that answers as `api` does.
  final ProxyWorld world(Script api) {
    return world(api, Map.of());
  }

  /// The same, and a hub with these settings.
  final ProxyWorld world(Script api, Map<String, String> settings) {
    ProxyWorld world = new ProxyWorld(directory, api, settings);
    started.set(world);
    return world;
  }
}
