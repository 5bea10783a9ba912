package dev.tenon.sandbox;

import dev.tenon.sandbox.http.Listener;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// Simulated providers on one port: Trimble Identity, Trimble Connect, Autodesk Platform Services,
/// Trimble Ag and the plain OpenID provider Acme ID, each below a path of its own. Strict where the
/// real ones are. State is in memory and gone when it closes. Safe for use by any thread.
public final class Sandbox implements AutoCloseable {
  /// Trimble Identity, in paths, controls and counters.
  public static final String TRIMBLE_ID = "trimble-id";

  /// Autodesk Platform Services.
  public static final String APS = "aps";

  /// Acme ID, the plain OpenID provider.
  public static final String OIDC = "oidc";

  private final Listener listener;
  private final URI url;
  private final World world;
  private final Controls controls;

  private Sandbox(Listener listener, URI url, World world, Controls controls) {
    this.listener = listener;
    this.url = url;
    this.world = world;
    this.controls = controls;
  }

  /// Starts a sandbox; it listens when this returns.
  public static Sandbox start(SandboxSettings settings) {
    var answering = new AtomicReference<Function<Request, Reply>>(_ -> Reply.text(503, "starting"));
    Listener listener =
        Listener.start(
            address(settings.bindAddress()),
            settings.port(),
            request -> answering.get().apply(request));
    URI url = URI.create("http://" + settings.host() + ":" + listener.port());
    World world = new World(settings, url, new SecureRandom());
    Controls controls = new Controls(world);
    var front = new ControlRoutes(url, controls).routes(world::answer);
    answering.set(front::answer);
    return new Sandbox(listener, url, world, controls);
  }

  /// The base of every address, such as `http://localhost:8090`, without a slash at its end.
  public URI url() {
    return url;
  }

  /// The port that it listens on.
  public int port() {
    return listener.port();
  }

  /// The time at the providers.
  public SandboxClock clock() {
    return world.clock();
  }

  /// What can be changed and seen from outside the wire.
  public Controls controls() {
    return controls;
  }

  /// The clients registered now, at all providers.
  public List<SandboxClient> clients() {
    return controls.clients();
  }

  /// Lets go of every held call and stops listening.
  @Override
  public void close() {
    world.faults().clear();
    world.held().release();
    listener.close();
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException unknown) {
      throw new IllegalArgumentException("bindAddress is not an address: " + text, unknown);
    }
  }
}
