package dev.tenon.server;

import dev.tenon.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads [Settings]: flags first, then the environment, then `tenon.yaml`. All problems are told at
/// once, each with the name, the value (unless it is secret) and what is allowed.
public final class SettingsReader {
  private static final List<Name> NAMES =
      List.of(
          new Name("bind-address", "TENON_BIND_ADDRESS"),
          new Name("port", "TENON_PORT"),
          new Name("base-url", "TENON_BASE_URL"),
          new Name("data-dir", "TENON_DATA_DIR"),
          new Name("database-url", "TENON_DATABASE_URL"),
          new Name("master-key", "TENON_MASTER_KEY"),
          new Name("admin-key", "TENON_ADMIN_KEY"),
          new Name("allow-private-addresses", "TENON_ALLOW_PRIVATE_ADDRESSES"),
          new Name("proxy-max-body-bytes", "TENON_PROXY_MAX_BODY_BYTES"));

  private final Map<String, String> flags;
  private final Map<String, String> environment;
  private final Map<String, String> file;
  private final List<String> problems = new ArrayList<>();

  private SettingsReader(
      Map<String, String> flags, Map<String, String> environment, Map<String, String> file) {
    this.flags = flags;
    this.environment = environment;
    this.file = file;
  }

  /// Reads the settings.
  ///
  /// @param flags by name without dashes: `port`, `data-dir`
  /// @param environment the process environment
  /// @param workingDirectory where `tenon.yaml` may lie and relative paths begin
  public static Result read(
      Map<String, String> flags, Map<String, String> environment, Path workingDirectory) {
    SettingsFile file = SettingsFile.read(workingDirectory.resolve("tenon.yaml"), names());
    SettingsReader reader = new SettingsReader(flags, environment, file.values());
    reader.problems.addAll(file.problems());
    return reader.read(workingDirectory);
  }

  private static List<String> names() {
    return NAMES.stream().map(Name::yaml).toList();
  }

  private Result read(Path workingDirectory) {
    environment.keySet().stream()
        .filter(name -> name.startsWith("TENON_") && isUnknown(name))
        .sorted()
        .forEach(
            name -> problems.add(name + " is not a setting; known are: " + environmentNames()));
    Settings settings =
        new Settings(
            get("bind-address", this::bindAddress).orElse("0.0.0.0"),
            get("port", this::port).orElse(8080),
            get("base-url", this::baseUrl),
            workingDirectory
                .resolve(get("data-dir", this::path).orElse(Path.of("tenon-data")))
                .normalize(),
            get("database-url", this::databaseUrl),
            get("master-key", text -> Optional.of(Secret.of(text))),
            get("admin-key", this::adminKey),
            get("allow-private-addresses", this::addresses).orElse(List.of()),
            get("proxy-max-body-bytes", this::bodyBytes).orElse(Settings.PROXY_BODY_BYTES));
    return problems.isEmpty() ? new Result.Valid(settings) : new Result.Invalid(problems);
  }

  /// What the command line, the Python package and the documents' commands read: a hub may be
  /// started from the same shell.
  private static final Set<String> OF_CLIENTS =
      Set.of(
          "TENON_URL",
          "TENON_API_KEY",
          "TENON_USER",
          "TENON_INTEGRATION",
          "TENON_NEW_MASTER_KEY",
          "TENON_JAVA_HOME",
          "TENON_JDK_DIRECTORIES");

  private static boolean isUnknown(String name) {
    return !OF_CLIENTS.contains(name)
        && NAMES.stream().noneMatch(each -> each.environment().equals(name));
  }

  private static String environmentNames() {
    return String.join(", ", NAMES.stream().map(Name::environment).toList());
  }

  private <T> Optional<T> get(String flag, Function<String, Optional<T>> read) {
    Name name = NAMES.stream().filter(each -> each.flag().equals(flag)).findFirst().orElseThrow();
    return Optional.ofNullable(flags.get(flag))
        .or(() -> Optional.ofNullable(environment.get(name.environment())))
        .or(() -> Optional.ofNullable(file.get(name.yaml())))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .flatMap(read);
  }

  private Optional<String> bindAddress(String text) {
    return text.matches("[0-9A-Za-z.:-]{1,253}")
        ? Optional.of(text)
        : refuse("TENON_BIND_ADDRESS", text, "an address of this machine, such as 127.0.0.1");
  }

  private Optional<Integer> port(String text) {
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
      return Optional.of(Integer.parseInt(text));
    }
    return refuse("TENON_PORT", text, "a number from 1 to 65535, or 0 for any free port");
  }

  private Optional<URI> baseUrl(String text) {
    Optional<URI> url = uri(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    boolean valid =
        url.filter(it -> List.of("http", "https").contains(String.valueOf(it.getScheme())))
            .filter(it -> it.getHost() != null && it.getRawUserInfo() == null)
            .filter(it -> it.getRawQuery() == null && it.getRawFragment() == null)
            .isPresent();
    return valid
        ? url
        : refuse(
            "TENON_BASE_URL", text, "an address such as https://hub.example without query or user");
  }

  private Optional<Path> path(String text) {
    return Optional.of(Path.of(text));
  }

  private Optional<String> databaseUrl(String text) {
    if (text.startsWith("jdbc:postgresql://") || text.startsWith("jdbc:sqlite:")) {
      return Optional.of(text);
    }
    // The value may hold a password, so it is not repeated.
    problems.add(
        "TENON_DATABASE_URL must be jdbc:postgresql://host/database?user=…&password=…, or be left"
            + " out for SQLite in the data directory");
    return Optional.empty();
  }

  private Optional<Secret> adminKey(String text) {
    if (text.length() >= 8 && text.chars().noneMatch(c -> c <= 0x20 || c >= 0x7f)) {
      return Optional.of(Secret.of(text));
    }
    problems.add(
        "TENON_ADMIN_KEY must have 8 or more visible ASCII characters (32 or more are wise)");
    return Optional.empty();
  }

  private Optional<List<String>> addresses(String text) {
    List<String> entries = List.of(text.split("[\\s,]+"));
    for (String entry : entries) {
      if (!entry.matches("[0-9A-Za-z._:\\[\\]-]+(/[0-9]{1,3})?")) {
        return refuse(
            "TENON_ALLOW_PRIVATE_ADDRESSES",
            entry,
            "hosts and CIDRs, separated by commas: localhost,10.0.0.0/8");
      }
    }
    return Optional.of(entries);
  }

  private Optional<Long> bodyBytes(String text) {
    return text.matches("[1-9][0-9]{0,17}")
        ? Optional.of(Long.valueOf(text))
        : refuse("TENON_PROXY_MAX_BODY_BYTES", text, "a number of bytes, such as 10737418240");
  }

  private <T> Optional<T> refuse(String name, String value, String allowed) {
    problems.add("%s is '%s'; allowed: %s".formatted(name, value, allowed));
    return Optional.empty();
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private record Name(String flag, String environment) {
    String yaml() {
      return flag.replace('-', '_');
    }
  }

  /// What came of reading.
  public sealed interface Result {
    /// The settings.
    record Valid(Settings settings) implements Result {}

    /// What is wrong with them, a sentence each.
    record Invalid(List<String> problems) implements Result {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }
}
