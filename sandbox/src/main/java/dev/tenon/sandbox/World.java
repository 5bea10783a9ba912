package dev.tenon.sandbox;

import dev.tenon.sandbox.ag.TrimbleAg;
import dev.tenon.sandbox.aps.Account;
import dev.tenon.sandbox.aps.AutodeskPlatform;
import dev.tenon.sandbox.aps.RateLimit;
import dev.tenon.sandbox.connect.TrimbleConnect;
import dev.tenon.sandbox.fault.Faults;
import dev.tenon.sandbox.fault.HeldCalls;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.Routes;
import dev.tenon.sandbox.http.SignedAddresses;
import dev.tenon.sandbox.oauth.AuthorizationServer;
import dev.tenon.sandbox.oauth.AuthorizationServer.Surroundings;
import dev.tenon.sandbox.oauth.TokenCalls;
import dev.tenon.sandbox.sample.Dice;
import dev.tenon.sandbox.sample.Tuning;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.crypto.spec.SecretKeySpec;

/// Everything that is simulated, put together: each host by the first segment of its paths.
final class World {
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 24;

  private final SandboxSettings settings;
  private final SandboxClock clock;
  private final HeldCalls held = new HeldCalls();
  private final Faults faults = new Faults(held);
  private final TokenCalls calls;
  private final AtomicReference<Tuning> tuning;
  private final AuthorizationServer trimbleIdentity;
  private final AuthorizationServer autodesk;
  private final AuthorizationServer acme;
  private final AutodeskPlatform aps;
  private final TrimbleAg ag;
  private final Map<String, Function<Request, Reply>> hosts = new HashMap<>();

  World(SandboxSettings settings, URI base, SecureRandom random) {
    this.settings = settings;
    this.clock = new SandboxClock(settings.clock());
    this.tuning = new AtomicReference<>(settings.tuning());
    this.calls = new TokenCalls(clock);
    var around =
        new Surroundings(clock, settings.clock(), faults, () -> text(random), key(random), calls);
    trimbleIdentity = AuthorizationServer.trimbleIdentity(at(base, Sandbox.TRIMBLE_ID), around);
    autodesk = AuthorizationServer.autodesk(at(base, Sandbox.APS), around);
    acme = AuthorizationServer.acme(at(base, Sandbox.OIDC), around);
    Dice dice = new Dice(settings.seed());
    var connect =
        new TrimbleConnect(base, trimbleIdentity, clock, faults, dice, tuning::get, key(random));
    hosts.putAll(connect.hosts());
    hosts.put(Sandbox.TRIMBLE_ID, trimbleIdentity.addTo(plainRoutes())::answer);
    var storage = new SignedAddresses(at(base, AutodeskPlatform.STORAGE_HOST), clock, key(random));
    aps =
        new AutodeskPlatform(
            at(base, Sandbox.APS), autodesk, storage, clock, faults, dice, tuning::get);
    hosts.put(Sandbox.APS, aps::answer);
    hosts.put(AutodeskPlatform.STORAGE_HOST, aps::download);
    ag = new TrimbleAg(trimbleIdentity, faults, dice, tuning::get);
    hosts.put(TrimbleAg.HOST, ag::answer);
    hosts.put(Sandbox.OIDC, acme.addTo(plainRoutes())::answer);
    registerClients();
  }

  /// Answers a request to any simulated host; `404` where there is none.
  Reply answer(Request request) {
    Function<Request, Reply> host = hosts.get(request.segments().getFirst());
    return host == null
        ? Reply.text(404, "Nothing is simulated here. See / for what is.")
        : host.apply(request.belowFirstSegment());
  }

  SandboxClock clock() {
    return clock;
  }

  HeldCalls held() {
    return held;
  }

  Faults faults() {
    return faults;
  }

  TokenCalls calls() {
    return calls;
  }

  AtomicReference<Tuning> tuning() {
    return tuning;
  }

  List<Account> accounts() {
    return aps.accounts().all();
  }

  RateLimit.Outcomes limited() {
    return aps.limited();
  }

  List<AuthorizationServer> servers() {
    return List.of(trimbleIdentity, autodesk, acme);
  }

  /// Back to how it was after the start, the clock too.
  void reset() {
    clock.reset();
    faults.clear();
    held.release();
    calls.clear();
    tuning.set(settings.tuning());
    servers().forEach(AuthorizationServer::reset);
    aps.reset();
    ag.reset();
    registerClients();
  }

  private void registerClients() {
    servers().forEach(server -> server.clients().clear());
    for (SandboxClient client : RegisteredClients.of(settings)) {
      servers().stream()
          .filter(server -> server.provider().equals(client.provider()))
          .forEach(server -> server.clients().register(client.toClient()));
    }
  }

  private static Routes plainRoutes() {
    return new Routes(_ -> Reply.text(404, "Not Found"));
  }

  private static URI at(URI base, String host) {
    return URI.create(base + "/" + host);
  }

  private static SecretKeySpec key(SecureRandom random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  private static String text(SecureRandom random) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
