package dev.tenon.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.TenonException;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonException;
import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Users who have signed in at the sandbox, by its own pages, and whose tokens were given to the
/// hub through its API.
///
/// Who is told to connect again does so, as another user: so there are always as many connections
/// to be lost. Safe for use by any thread.
final class Population {
  private static final List<String> PEOPLE = List.of("ada", "bo", "cem", "dana");
  private static final int AT_ONCE = 8;
  private static final Duration FIRST = Duration.ofSeconds(20);

  private final Secret appKey;
  private final List<Held> all;
  private final AtomicReferenceArray<Held> current;
  private final Map<String, Held> byGrant = new ConcurrentHashMap<>();

  private Population(Secret appKey, List<Held> first) {
    this.appKey = appKey;
    this.all = new CopyOnWriteArrayList<>(first);
    this.current = new AtomicReferenceArray<>(first.toArray(Held[]::new));
    first.forEach(held -> byGrant.put(held.grant(), held));
  }

  Secret appKey() {
    return appKey;
  }

  /// Every connection that there ever was.
  List<Held> all() {
    return all;
  }

  /// How many there are at a time.
  int size() {
    return current.length();
  }

  /// One of those that there are now.
  Held one(Dice dice) {
    return current.get(dice.below(current.length()));
  }

  Optional<Held> ofGrant(String grant) {
    return Optional.ofNullable(byGrant.get(grant));
  }

  /// Where the one in `place` was told to connect again, somebody does so at `hub`; whether that
  /// was so. What does not come to an end is given up: its tokens may have arrived, and be used.
  boolean replace(int place, URI hub, Secret adminKey, Providers providers)
      throws InterruptedException {
    Held gone = current.get(place);
    if (!gone.isDead()) {
      return false;
    }
    try (TenonClient admin = TenonClient.of(hub, adminKey)) {
      String user = "user-" + place + "-" + all.size() + "-" + System.nanoTime();
      String person = PEOPLE.get(place % PEOPLE.size());
      Held next = connect(admin, providers.url(), gone.application(), person, user);
      byGrant.put(next.grant(), next);
      all.add(next);
      current.set(place, next);
      return true;
    } catch (TenonException | IllegalStateException | JsonException _) {
      return false;
    }
  }

  static Population settle(URI hub, Secret adminKey, Providers providers, int count)
      throws InterruptedException {
    List<Application> applications = Application.all();
    for (Site site : Site.values()) {
      providers.setLifetime(site, FIRST);
    }
    try (TenonClient admin = TenonClient.of(hub, adminKey)) {
      for (Application application : applications) {
        providers.post("clients", application.registration());
        admin.oauthClients().create(application.name(), application.fields(providers.url()));
        if (application.warm()) {
          keepWarm(hub, adminKey, application);
        }
      }
      admin.apps().create("chaos");
      Secret key = admin.apps().createKey("chaos", "chaos").key();
      List<Future<Held>> coming = new ArrayList<>();
      List<Held> all = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
        for (int i = 0; i < count; i++) {
          Application application = applications.get(i % applications.size());
          String person = PEOPLE.get(i % PEOPLE.size());
          String user = "user-" + i;
          coming.add(
              threads.submit(() -> connect(admin, providers.url(), application, person, user)));
        }
        for (Future<Held> each : coming) {
          all.add(each.get());
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("a user could not be connected", e.getCause());
      }
      return new Population(key, all);
    }
  }

  private static void keepWarm(URI hub, Secret adminKey, Application application)
      throws InterruptedException {
    int status =
        Http.send(
                Http.patchJson(
                        hub.resolve("/api/v1/oauth-clients/" + application.name()),
                        "{\"refresh\":\"always_warm\"}")
                    .header("Authorization", "Bearer " + adminKey.reveal()))
            .map(HttpResponse::statusCode)
            .orElse(0);
    if (status != 200) {
      throw new IllegalStateException("the hub does not keep " + application + " warm: " + status);
    }
  }

  private static Held connect(
      TenonClient admin, URI sandbox, Application application, String person, String user)
      throws InterruptedException {
    Instant before = Instant.now();
    JsonObject tokens = signIn(sandbox, application, person);
    String access = tokens.requiredText("access_token");
    ConnectionImport imported =
        ConnectionImport.of(application.name(), user)
            .withAccessToken(Secret.of(access))
            .withExpiresAt(before.plusSeconds(tokens.number("expires_in").orElseThrow()))
            .withRefreshToken(Secret.of(tokens.requiredText("refresh_token")))
            .withScopes(List.of(application.site().scope().split(" ", -1)));
    String id = admin.connections().importTokens(imported).id();
    return new Held(id, user, application, Bearer.of(access).grant());
  }

  private static JsonObject signIn(URI sandbox, Application application, String person)
      throws InterruptedException {
    Site site = application.site();
    URI authorize =
        URI.create(
            site.authorize(sandbox)
                + "?response_type=code&state=s&client_id="
                + application.name()
                + "&redirect_uri="
                + coded(Application.BACK)
                + "&scope="
                + coded(site.scope()));
    HttpResponse<String> sent =
        answer(Http.send(Http.postForm(authorize, "user=" + person + "&decision=allow")));
    String location = sent.headers().firstValue("Location").orElse("");
    String code = location.replaceFirst(".*[?&]code=([^&]*).*", "$1");
    String basic = application.name() + ":" + application.secret();
    HttpResponse<String> tokens =
        answer(
            Http.send(
                Http.postForm(
                        site.token(sandbox),
                        "grant_type=authorization_code&code="
                            + code
                            + "&redirect_uri="
                            + coded(Application.BACK))
                    .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(UTF_8)))));
    if (tokens.statusCode() != 200) {
      throw new IllegalStateException("no tokens: " + sent.body() + tokens.body());
    }
    return (JsonObject) Json.parse(tokens.body());
  }

  private static HttpResponse<String> answer(Optional<HttpResponse<String>> answer) {
    return answer.orElseThrow(() -> new IllegalStateException("the sandbox does not answer"));
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
