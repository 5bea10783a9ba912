package dev.tenon.bench;

import dev.tenon.bench.Installation.Client;
import dev.tenon.bench.Installation.Node;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Measures how long the hub takes for each page of the console, and for its searches, with very
/// many connections on SQLite and on PostgreSQL, against a constant page of the same size from the
/// same process in the same run. Prints a report in Markdown. See `bench/README.md`.
public final class ConsoleTimes {
  private static final int CLIENTS = 20;
  private static final double NANOS_A_MILLI = 1e6;
  private static final Pattern INSIDE = Pattern.compile("href=\"(/console[^\"#]*)\"");
  private static final Pattern ROW =
      Pattern.compile("href=\"(/console/[a-z-]+/[A-Za-z0-9_%.-]+)\"");
  private static final String SEARCHED = "user-00054321";

  private final Options options;
  private final int connections;
  private final int rounds;
  private final int reads;

  private ConsoleTimes(Options options) {
    this.options = options;
    this.connections = options.number("--connections", 100_000);
    this.rounds = options.number("--rounds", 5);
    this.reads = options.number("--reads", 60);
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException, SQLException {
    new ConsoleTimes(Options.read(args, "--connections", "--rounds", "--reads", "--database"))
        .run();
  }

  private void run() throws IOException, SQLException {
    new Report(System.out).head("console " + options.words(), new Machine(false, false));
    String database = options.text("--database", "");
    Path directory = Files.createTempDirectory("tenon-bench");
    try {
      if (!database.equals("postgresql")) {
        Files.createDirectories(directory.resolve("sqlite"));
        measure("SQLite", directory.resolve("sqlite"), Optional.empty());
      }
      if (!database.equals("sqlite")) {
        Files.createDirectories(directory.resolve("pg"));
        try (Postgres postgres = Postgres.durable(directory.resolve("pg"))) {
          measure("PostgreSQL", directory.resolve("pg"), Optional.of(postgres.url()));
        }
      }
    } finally {
      Directories.delete(directory);
    }
  }

  private void measure(String title, Path directory, Optional<String> url) throws SQLException {
    // Nobody refreshes here, so nobody is asked there.
    List<Client> clients = Installation.each(CLIENTS, i -> Client.of("measured-" + i, 9, 1));
    Installation installation = Installation.make(directory, url, clients, connections);
    try (Node hub = installation.start("node");
        ConsoleVisitor visitor = new ConsoleVisitor(hub.url())) {
      visitor.join(Installation.ADMIN_KEY);
      List<String> pages = pages(visitor);
      byte[] constant = visitor.get("/console").body();
      String page = "http://127.0.0.1:" + hub.constant(constant) + Constant.PATH;
      Map<String, List<double[]>> times = new LinkedHashMap<>();
      for (int round = -1; round < rounds; round++) {
        for (String path : pages) {
          double[] there = visitor.times(path, reads);
          double[] bare = visitor.times(page, reads);
          if (round >= 0) {
            times.computeIfAbsent(path, _ -> new ArrayList<>()).add(there);
            times.computeIfAbsent("constant of " + path, _ -> new ArrayList<>()).add(bare);
          }
        }
      }
      report(title, constant.length, pages, times);
    }
  }

  /// Every page that the navigation leads to, what those lead to next, one of each list, and the
  /// searches.
  private static List<String> pages(ConsoleVisitor visitor) {
    Set<String> paths = new LinkedHashSet<>(List.of("/console"));
    for (String path : links(visitor, "/console")) {
      if (isPage(visitor, path)) {
        paths.add(path);
      }
    }
    for (String path : List.copyOf(paths)) {
      Matcher row = ROW.matcher(ConsoleVisitor.text(visitor.get(path)));
      if (row.find() && isPage(visitor, row.group(1))) {
        paths.add(row.group(1));
      }
      for (String below : links(visitor, path)) {
        if (below.startsWith(path + "/") && below.indexOf('?') < 0 && isPage(visitor, below)) {
          paths.add(below);
        }
      }
    }
    for (String list : List.of("connections", "audit", "oauth-clients", "apps", "data")) {
      String search = "/console/" + list + "?q=" + SEARCHED;
      if (paths.contains("/console/" + list) && isPage(visitor, search)) {
        paths.add(search);
      }
    }
    return List.copyOf(paths);
  }

  private static List<String> links(ConsoleVisitor visitor, String path) {
    List<String> links = new ArrayList<>();
    Matcher matcher = INSIDE.matcher(ConsoleVisitor.text(visitor.get(path)));
    while (matcher.find()) {
      String link = matcher.group(1).replace("&amp;", "&");
      if (!link.contains("/assets/")) {
        links.add(link);
      }
    }
    return links;
  }

  private static boolean isPage(ConsoleVisitor visitor, String path) {
    HttpResponse<byte[]> answer = visitor.get(path);
    return answer.statusCode() == 200
        && answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
  }

  private void report(
      String title, int bytes, List<String> pages, Map<String, List<double[]>> times) {
    System.out.printf(
        "%n## %s, %d connections; the constant page has %d bytes; %d rounds of %d reads%n%n",
        title, connections, bytes, rounds, reads);
    System.out.println(
        "| Page | median, ms | p95, ms | constant, ms | times the constant | rounds |");
    System.out.println("|---|---|---|---|---|---|");
    double slowest = 0;
    double slowestSearch = 0;
    for (String path : pages) {
      List<double[]> there = times.getOrDefault(path, List.of());
      List<double[]> bare = times.getOrDefault("constant of " + path, List.of());
      double[] ratios = new double[there.size()];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = Rounds.median(there.get(i)) / Rounds.median(bare.get(i));
      }
      double median = Rounds.median(all(there)) / NANOS_A_MILLI;
      System.out.printf(
          "| `%s` | **%.2f** | %.2f | %.2f | %.1f | %s |%n",
          path,
          median,
          percentile(all(there)) / NANOS_A_MILLI,
          Rounds.median(all(bare)) / NANOS_A_MILLI,
          Rounds.median(ratios),
          Rounds.range(ratios));
      if (path.contains("?q=")) {
        slowestSearch = Math.max(slowestSearch, median);
      } else {
        slowest = Math.max(slowest, median);
      }
    }
    System.out.printf(
        "%nThe slowest page: **%.2f ms** at the median (10 wanted); the slowest search: **%.2f ms**"
            + " (50 wanted).%n",
        slowest, slowestSearch);
  }

  private static double[] all(List<double[]> rounds) {
    return rounds.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double percentile(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, (int) Math.ceil(0.95 * sorted.length) - 1)];
  }
}
