import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Collects all TODOs with their attachments from Trimble Connect. Java 17 or newer, nothing to
 * install.
 *
 * <pre>
 * TCKEY=… TCSEC=… java Todos.java [--to DIRECTORY] [PROJECT …]
 * TENON_URL=… TENON_API_KEY=… TENON_USER=… java Todos.java --hub [--to DIRECTORY] [PROJECT …]
 * </pre>
 *
 * Without a project it takes all of all regions. README.md says which of the two ways is for you.
 */
public final class Todos {
  static final String AUTHORITY = variable("TC_AUTHORITY", "https://id.trimble.com");
  static final String MASTER = variable("TC_MASTER", "https://app.connect.trimble.com");
  static final String API = "/tc/api/2.0/";
  static final int SLICE = 1000;
  static final Charset FILE_NAMES = Charset.forName(System.getProperty("sun.jnu.encoding"));
  static final String ADVICE =
      """
      Trimble Connect no longer takes tokens of client credentials from most applications.
      Connect once in a browser, and let a Tenon hub keep the connection alive:
        tenon connect -i trimble-connect -u NAME
      Then run this with --hub, and TENON_URL, TENON_API_KEY and TENON_USER=NAME.""";

  /** A token goes where it was sent, and nowhere else: redirects are not followed. */
  static final HttpClient WEB =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  public static void main(String[] words) throws InterruptedException {
    boolean hub = false;
    Path directory = Path.of("todos");
    List<String> projects = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      switch (words[i]) {
        case "--hub" -> hub = true;
        case "--to" -> directory = Path.of(words[++i]);
        default -> projects.add(words[i]);
      }
    }
    try {
      new Todos(hub ? new OfHub() : new OfScript(), directory).export(projects);
    } catch (Refused refused) {
      System.err.println(refused.getMessage());
      if (!hub && (refused.status == 401 || refused.status == 403)) {
        System.err.println(ADVICE);
      }
      System.exit(refused.getMessage().contains("Connect here") ? 4 : 3);
    } catch (IOException trouble) {
      System.err.println("No answer, or nowhere to write: " + trouble);
      System.exit(1);
    }
  }

  /** A server said no; {@code status} is its answer's. */
  static final class Refused extends RuntimeException {
    final int status;

    Refused(int status, String text) {
      super(text);
      this.status = status;
    }
  }

  /** Sends it. Waits and tries again where the server asks for it. */
  static HttpResponse<byte[]> send(String url, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
    headers.forEach(request::header);
    if (body != null) {
      request.POST(BodyPublishers.ofString(body));
    }
    for (int attempt = 0; ; attempt++) {
      var answer = WEB.send(request.build(), BodyHandlers.ofByteArray());
      if ((answer.statusCode() != 429 && answer.statusCode() != 503) || attempt == 4) {
        return answer;
      }
      String wait = answer.headers().firstValue("Retry-After").orElse("");
      int seconds = wait.matches("[0-9]{1,6}") ? Integer.parseInt(wait) : 1 << attempt;
      Thread.sleep(1000L * Math.min(60, seconds));
    }
  }

  static Object read(String url, HttpResponse<byte[]> answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.statusCode() != 200 && answer.statusCode() != 206) {
      String start = text.substring(0, Math.min(200, text.length()));
      throw new Refused(
          answer.statusCode(), url + " answered " + answer.statusCode() + ": " + start);
    }
    return new Json(text).value();
  }

  // Ways to a token.

  interface Token {
    /** The value of the Authorization header. */
    String header();

    /** The provider does not take it. Whether there is another now. */
    boolean refused() throws IOException, InterruptedException;
  }

  /** A token by the script's own key and secret. */
  static final class OfScript implements Token {
    private final String header;

    OfScript() throws IOException, InterruptedException {
      header = "Bearer " + step2TcToken(step1IdToken(variable("TCKEY"), variable("TCSEC")));
    }

    /**
     * Client credentials: key and secret go in a Basic header, each form-encoded (RFC 6749 §2.3.1).
     */
    static String step1IdToken(String key, String secret) throws IOException, InterruptedException {
      String pair = encode(key) + ":" + encode(secret);
      String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      String url = AUTHORITY + "/oauth/token";
      var headers =
          Map.of(
              "Authorization", "Basic " + basic,
              "Content-Type", "application/x-www-form-urlencoded",
              "Accept", "application/json");
      String form = "grant_type=client_credentials&scope=" + encode(variable("TC_SCOPE", "openid"));
      String idToken = text(read(url, send(url, headers, form)), "id_token");
      if (idToken.isEmpty()) {
        throw new Refused(401, "Trimble Identity gave no id_token: is openid in the scope?");
      }
      return idToken;
    }

    /** The exchange is at the master region, wherever the projects are, and wants JSON. */
    static String step2TcToken(String idToken) throws IOException, InterruptedException {
      String url = MASTER + API + "auth/token";
      var headers = Map.of("Content-Type", "application/json");
      return text(read(url, send(url, headers, "{\"jwt\":" + quoted(idToken) + "}")), "token");
    }

    @Override
    public String header() {
      return header;
    }

    @Override
    public boolean refused() {
      return false;
    }
  }

  /** A user's token, which a Tenon hub keeps valid. */
  static final class OfHub implements Token {
    private final String url = variable("TENON_URL").replaceAll("/+$", "") + "/api/v1/token";
    private String header = "";
    private String version = "";

    OfHub() throws IOException, InterruptedException {
      ask();
    }

    private void ask() throws IOException, InterruptedException {
      var answer =
          post(
              "",
              "{\"integration\":%s,\"user\":%s}"
                  .formatted(
                      quoted(variable("TENON_INTEGRATION", "trimble-connect")),
                      quoted(variable("TENON_USER"))));
      Object said = new Json(new String(answer.body(), StandardCharsets.UTF_8)).value();
      if (answer.statusCode() != 200) {
        String connect = text(said, "connect_url");
        throw new Refused(
            answer.statusCode(),
            text(said, "detail") + (connect.isEmpty() ? "" : " Connect here: " + connect));
      }
      header = "Bearer " + text(said, "access_token");
      version =
          "{\"connection_id\":%s,\"token_version\":%s}"
              .formatted(quoted(text(said, "connection_id")), text(said, "token_version"));
    }

    /** The hub gets another. */
    @Override
    public boolean refused() throws IOException, InterruptedException {
      post("/report-invalid", version);
      ask();
      return true;
    }

    private HttpResponse<byte[]> post(String path, String body)
        throws IOException, InterruptedException {
      String key = "Bearer " + variable("TENON_API_KEY");
      return send(
          url + path, Map.of("Authorization", key, "Content-Type", "application/json"), body);
    }

    @Override
    public String header() {
      return header;
    }
  }

  // Trimble Connect.

  private final Token token;
  private final Path directory;

  Todos(Token token, Path directory) {
    this.token = token;
    this.directory = directory;
  }

  record Project(String api, String location, String id, String name) {}

  /** Without Content-Type: there is no body, and some gateways answer 500 to it. */
  HttpResponse<byte[]> get(String url, String items) throws IOException, InterruptedException {
    for (boolean again = true; ; again = false) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Authorization", token.header());
      headers.put("Accept", "application/json");
      if (!items.isEmpty()) {
        headers.put("Range", "items=" + items);
      }
      var answer = send(url, headers, null);
      if (answer.statusCode() != 401 || !again || !token.refused()) {
        return answer;
      }
    }
  }

  /** All items: a long list comes in slices, with 206 and Content-Range: items 0-999/2500. */
  List<Object> list(String url) throws IOException, InterruptedException {
    List<Object> found = new ArrayList<>();
    while (true) {
      var answer = get(url, found.size() + "-" + (found.size() + SLICE - 1));
      if (answer.statusCode() == 416) {
        return found;
      }
      List<?> items = (List<?>) read(url, answer);
      found.addAll(items);
      String range = answer.headers().firstValue("Content-Range").orElse("");
      Matcher total = Pattern.compile("/([0-9]+)$").matcher(range);
      if (answer.statusCode() != 206
          || items.isEmpty()
          || (total.find() && found.size() >= Long.parseLong(total.group(1)))) {
        return found;
      }
    }
  }

  /** Of all regions: each knows its own projects only. */
  List<Project> projects() throws IOException, InterruptedException {
    List<Project> found = new ArrayList<>();
    for (Object region : list(MASTER + API + "regions")) {
      String given = text(region, "tc-api");
      String api = given.isEmpty() ? "https:" + text(region, "origin") + API : given;
      for (Object it : list(api + "projects")) {
        found.add(new Project(api, text(region, "location"), text(it, "id"), text(it, "name")));
      }
    }
    return found;
  }

  /** The address that is given is signed, and wants no token. */
  byte[] download(String api, String fileId) throws IOException, InterruptedException {
    String url = api + "files/fs/" + fileId + "/downloadurl";
    var answer = send(text(read(url, get(url, "")), "url"), Map.of(), null);
    if (answer.statusCode() != 200) {
      throw new Refused(
          answer.statusCode(), "The download of " + fileId + " answered " + answer.statusCode());
    }
    return answer.body();
  }

  // What is written.

  void export(List<String> wanted) throws IOException, InterruptedException {
    List<Project> projects = projects();
    List<String> names = projects.stream().map(Project::name).sorted().toList();
    List<String> missing = wanted.stream().filter(name -> !names.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new Refused(
          404,
          "No project is called %s. There are: %s"
              .formatted(String.join(", ", missing), String.join(", ", names)));
    }
    Files.createDirectories(directory);
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("region project label title status priority due assignees attachments".split(" ")));
    Set<String> used = new HashSet<>(Set.of("todos.csv"));
    for (Project project : projects) {
      if (wanted.isEmpty() || wanted.contains(project.name())) {
        rows.addAll(export(project, free(used, project.name(), project.id())));
      }
    }
    String table =
        rows.stream()
            .map(row -> row.stream().map(Todos::cell).collect(Collectors.joining(",")) + "\r\n")
            .collect(Collectors.joining());
    Files.writeString(directory.resolve("todos.csv"), table);
  }

  List<List<String>> export(Project project, String folder)
      throws IOException, InterruptedException {
    String query = "projectId=" + encode(project.id());
    List<Object> todos = list(project.api() + "todos?" + query);
    List<List<String>> rows = new ArrayList<>();
    Set<String> used = new HashSet<>();
    int files = 0;
    for (Object todo : todos) {
      List<String> places = new ArrayList<>();
      String id = text(todo, "id");
      String label = text(todo, "label");
      String place = folder + "/" + free(used, label.isEmpty() ? id : label, id);
      Set<String> names = new HashSet<>();
      for (Object it : list(project.api() + "todos/" + id + "/attachments?" + query)) {
        if (text(it, "type").equals("FILE")) {
          String path = place + "/" + free(names, text(it, "name"), text(it, "id"));
          Files.createDirectories(directory.resolve(place));
          Files.write(directory.resolve(path), download(project.api(), text(it, "id")));
          places.add(path);
          files++;
        } else if (text(it, "type").equals("URL")) {
          places.add(text(it, "url"));
        }
      }
      List<String> row = new ArrayList<>(List.of(project.location(), project.name()));
      for (String name : List.of("label", "title", "status", "priority", "dueDate")) {
        row.add(text(todo, name));
      }
      row.addAll(List.of(people(todo), String.join(" | ", places)));
      rows.add(row);
    }
    System.err.printf(
        "%s (%s): %d TODOs, %d files%n", project.name(), project.location(), todos.size(), files);
    return rows;
  }

  static String people(Object todo) {
    Object assignees = todo instanceof Map<?, ?> members ? members.get("assignees") : null;
    List<?> all = assignees instanceof List<?> list ? list : List.of();
    return all.stream()
        .map(it -> (text(it, "firstName") + " " + text(it, "lastName")).strip())
        .collect(Collectors.joining(", "));
  }

  /** A name that is one file's on every system, whatever the provider says. */
  static String safe(String name) {
    String safe = name.replaceAll("[\\\\/:*?\"<>|\\x00-\\x1f\\x7f]", "_").replaceAll("[. ]+$", "");
    // Where no locale is set, as in a cron job, Java writes ASCII names alone.
    if (!FILE_NAMES.newEncoder().canEncode(safe)) {
      safe = safe.replaceAll("[^ -~]", "_");
    }
    return safe.isEmpty() ? "_" : safe;
  }

  /** The name, or with the id before it where another thing has it already. */
  static String free(Set<String> used, String name, String id) {
    String free = safe(name);
    if (used.contains(free.toLowerCase(Locale.ROOT))) {
      free = safe(id + "-" + free);
    }
    used.add(free.toLowerCase(Locale.ROOT));
    return free;
  }

  static String cell(String text) {
    return Pattern.compile("[\",\r\n]").matcher(text).find()
        ? "\"" + text.replace("\"", "\"\"") + "\""
        : text;
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String variable(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  static String variable(String name) {
    String value = variable(name, "");
    if (value.isEmpty()) {
      throw new Refused(0, name + " is not set. See README.md.");
    }
    return value;
  }

  // JSON, of which Java has no reader.

  static String text(Object json, String name) {
    Object value = json instanceof Map<?, ?> members ? members.get(name) : null;
    return value == null ? "" : value.toString();
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** Objects become maps, arrays lists, texts strings; numbers stay as they are written. */
  static final class Json {
    private static final Pattern TOKEN =
        Pattern.compile("\\G\\s*([\\[\\]{},:]|\"((?:[^\"\\\\]++|\\\\.)*+)\"|[^\\s\\[\\]{},:\"]+)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)");

    private final Matcher tokens;
    private String token = "";

    Json(String text) {
      tokens = TOKEN.matcher(text);
      next();
    }

    Object value() {
      switch (token) {
        case "{" -> {
          Map<String, Object> members = new LinkedHashMap<>();
          for (next(); !token.equals("}"); skipComma()) {
            String name = String.valueOf(value());
            next();
            members.put(name, value());
          }
          next();
          return members;
        }
        case "[" -> {
          List<Object> items = new ArrayList<>();
          for (next(); !token.equals("]"); skipComma()) {
            items.add(value());
          }
          next();
          return items;
        }
        default -> {
          String raw = token;
          boolean isText = raw.startsWith("\"");
          String inside = isText ? tokens.group(2) : raw;
          next();
          return isText ? unescaped(inside) : raw.equals("null") ? null : raw;
        }
      }
    }

    private void skipComma() {
      if (token.equals(",")) {
        next();
      }
    }

    private void next() {
      if (token.equals("end")) {
        throw new Refused(0, "The answer is not JSON");
      }
      token = tokens.find() ? tokens.group(1) : "end";
    }

    private static String unescaped(String text) {
      return ESCAPE
          .matcher(text)
          .replaceAll(
              found -> {
                String letter = found.group(1);
                int at = "bfnrt".indexOf(letter);
                String plain =
                    letter.length() > 1
                        ? String.valueOf((char) Integer.parseInt(letter.substring(1), 16))
                        : at < 0 ? letter : String.valueOf("\b\f\n\r\t".charAt(at));
                return Matcher.quoteReplacement(plain);
              });
    }
  }
}
