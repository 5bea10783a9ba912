package dev.tenon.bench;

import dev.tenon.bench.sync.ItemsApi;
import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Measures a sync of items that have not changed against the bare listing of the same, by the same
/// hub in the same run, and what the database counts as written meanwhile. See `bench/README.md`.
public final class Syncing {
  private static final String ADMIN_KEY = "tenon_benchbenchbenchbenchbenchbenchbenchbenchben";
  private static final Pattern ENDED =
      Pattern.compile("\"number\":(\\d+),.*?\"state\":\"([a-z]+)\"");
  private static final List<String> TABLES =
      List.of("records", "record_history", "record_versions", "sync_places", "sync_runs", "syncs");

  private final Options options;
  private final HttpClient http = HttpClient.newHttpClient();

  private Syncing(Options options) {
    this.options = options;
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException, InterruptedException, SQLException {
    new Syncing(Options.read(args, "--items", "--projects", "--rounds", "--heap")).run();
  }

  private void run() throws IOException, InterruptedException, SQLException {
    new Report(System.out).head("sync " + options.words(), new Machine(false, false));
    int projects = options.number("--projects", 10);
    int items = options.number("--items", 100_000);
    Path directory = Files.createTempDirectory("tenon-bench");
    try (Postgres postgres = Postgres.durable(directory.resolve("pg"));
        Child provider =
            Child.start(
                List.of(),
                ItemsProcess.class,
                List.of(Integer.toString(projects), Integer.toString(items / projects)));
        Child hub =
            Child.start(
                List.of(),
                HubProcess.class,
                List.of(directory.resolve("hub").toString(), ADMIN_KEY, postgres.url()),
                List.of("-Xmx" + options.text("--heap", "128m")))) {
      String api = provider.hear();
      URI url = URI.create("http://127.0.0.1:" + hub.hear());
      Target target = connect(url, api);
      measure(target, postgres, hub, items);
    } finally {
      Directories.delete(directory);
    }
  }

  private void measure(Target target, Postgres postgres, Child hub, int items)
      throws IOException, InterruptedException, SQLException {
    long start = System.nanoTime();
    String sync =
        first(post(target, "/syncs", "{\"resource\":\"items\"}"), "\"id\":\"(syn_[0-9A-Za-z]+)\"");
    awaitRun(target, sync, 1);
    double first = seconds(start);
    list(target);
    List<Double> listing = new ArrayList<>();
    List<Double> syncing = new ArrayList<>();
    Map<String, Long> before = written(postgres);
    int rounds = options.number("--rounds", 5);
    hub.resetHighest();
    for (int i = 0; i < rounds; i++) {
      long listed = System.nanoTime();
      list(target);
      listing.add(seconds(listed));
      syncing.add(runLength(target, sync, i + 2));
    }
    Map<String, Long> after = written(postgres);
    System.out.printf("%n## %d items, %d runs that find nothing new%n%n", items, rounds);
    System.out.printf(
        "- a run to the bare listing of the same: **%.2f** of its throughput%n",
        median(listing) / median(syncing));
    System.out.printf(
        "- %.0f items/s, the listing %.0f items/s, the first run (everything is new) %.0f items/s%n",
        items / median(syncing), items / median(listing), items / first);
    System.out.printf(
        "- highest resident memory of the hub: %d MB%n%n", hub.memory("VmHWM") / 1000);
    System.out.println("| Table | rows that the database counts as written in all these runs |");
    System.out.println("|---|---|");
    for (String table : TABLES) {
      System.out.printf("| %s | %d |%n", table, of(after, table) - of(before, table));
    }
    if (of(after, "records") != of(before, "records")) {
      throw new IllegalStateException("records were written of items that had not changed");
    }
  }

  private static long of(Map<String, Long> written, String table) {
    return written.getOrDefault(table, 0L);
  }

  private static Target connect(URI url, String api) {
    try (TenonClient admin = TenonClient.of(url, Secret.of(ADMIN_KEY))) {
      admin.connectors().add(ItemsApi.connector());
      admin
          .oauthClients()
          .create(
              "items",
              OAuthClientFields.none()
                  .connector("bench-items")
                  .connectionDefinition("user-sign-in")
                  .clientId("bench")
                  .clientSecret(Secret.of("bench-secret-of-no-use"))
                  .authorizationUrl(URI.create("https://id.example.com/authorize"))
                  .tokenUrl(URI.create("https://id.example.com/token"))
                  .scope("openid")
                  .parameters(Map.of("api_url", api))
                  .forAllApps());
      admin.apps().create("bench");
      String connection =
          admin
              .connections()
              .importTokens(
                  ConnectionImport.of("items", "ada")
                      .withAccessToken(Secret.of("token"))
                      .withExpiresAt(Instant.parse("2099-01-01T00:00:00Z")))
              .id();
      return new Target(
          url + "/api/v1/connections/" + connection,
          admin.apps().createKey("bench", "bench").key().reveal());
    }
  }

  private void list(Target target) throws IOException, InterruptedException {
    var answer =
        http.send(
            request(target, "/resources/items?format=ndjson").build(),
            BodyHandlers.ofInputStream());
    String last = "";
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
      }
    }
    if (!last.contains("\"complete\":true")) {
      throw new IllegalStateException("the list is short: " + last);
    }
  }

  /// As long as the hub itself says that the run took: until it begins, nobody measures.
  private double runLength(Target target, String sync, int number)
      throws IOException, InterruptedException {
    post(target, "/syncs/" + sync + "/run", "{}");
    long begun = 0;
    while (true) {
      String runs = get(target, "/syncs/" + sync + "/runs?limit=1");
      Matcher newest = ENDED.matcher(runs);
      if (newest.find() && Integer.parseInt(newest.group(1)) == number) {
        begun = begun == 0 ? System.nanoTime() : begun;
        if (!newest.group(2).equals("running")) {
          if (!newest.group(2).equals("complete")) {
            throw new IllegalStateException(runs);
          }
          return seconds(begun);
        }
      }
      Thread.sleep(10);
    }
  }

  private void awaitRun(Target target, String sync, int number)
      throws IOException, InterruptedException {
    while (true) {
      Matcher newest = ENDED.matcher(get(target, "/syncs/" + sync + "/runs?limit=1"));
      if (newest.find()
          && Integer.parseInt(newest.group(1)) == number
          && newest.group(2).equals("complete")) {
        return;
      }
      Thread.sleep(20);
    }
  }

  private String get(Target target, String path) throws IOException, InterruptedException {
    return http.send(request(target, path).build(), BodyHandlers.ofString()).body();
  }

  private String post(Target target, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        request(target, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(answer.body());
    }
    return answer.body();
  }

  private static HttpRequest.Builder request(Target target, String path) {
    return HttpRequest.newBuilder(URI.create(target.connection() + path))
        .header("Authorization", "Bearer " + target.key());
  }

  /// Rows that were inserted, updated and deleted so far, as the database counts them.
  private static Map<String, Long> written(Postgres postgres)
      throws SQLException, InterruptedException {
    // Its sessions say what they did when they have been idle for a moment.
    Thread.sleep(2_500);
    Map<String, Long> written = new java.util.TreeMap<>();
    try (Connection connection = DriverManager.getConnection(postgres.url());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables")) {
      while (rows.next()) {
        written.put(rows.getString(1), rows.getLong(2));
      }
    }
    return written;
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException(text);
    }
    return matcher.group(1);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private record Target(String connection, String key) {}
}
