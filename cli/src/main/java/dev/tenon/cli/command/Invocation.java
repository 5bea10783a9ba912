package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Terminal;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// One command as it was typed, with its surroundings.
public final class Invocation implements AutoCloseable {
  private static final String DEFAULT_URL = "http://localhost:8080";

  private final ParseResult arguments;
  private final Terminal terminal;
  private final List<TenonClient> clients = new ArrayList<>();

  /// The command as parsed.
  public Invocation(ParseResult arguments, Terminal terminal) {
    this.arguments = arguments;
    this.terminal = terminal;
  }

  /// What surrounds it.
  public Terminal terminal() {
    return terminal;
  }

  /// The value of an option that was given.
  public Optional<String> option(String name) {
    return arguments.commandSpec().findOption(name) == null
        ? Optional.empty()
        : Optional.ofNullable(arguments.<String>matchedOptionValue(name, null));
  }

  /// The value of an option that must have been given.
  public String required(String name) {
    return option(name)
        .orElseThrow(() -> new IllegalStateException(name + " is required, so it was given"));
  }

  /// The values of an option that may be given several times.
  public List<String> options(String name) {
    return arguments.matchedOptionValue(name, List.of());
  }

  /// Whether a flag was given.
  public boolean flag(String name) {
    return arguments.hasMatchedOption(name);
  }

  /// The positional argument at `index` that must have been given.
  public String argument(int index) {
    return optionalArgument(index)
        .orElseThrow(() -> new IllegalStateException("the argument is required, so it was given"));
  }

  /// The positional argument at `index`.
  public Optional<String> optionalArgument(int index) {
    return Optional.ofNullable(arguments.<String>matchedPositionalValue(index, null));
  }

  /// Whether a program reads the output.
  public boolean isJson() {
    return flag("--json");
  }

  /// Prints `json`, indented for people and on one line for programs.
  public ExitCode print(Json json) {
    terminal.out().println(terminal.isInteractive() ? json.pretty() : json.toString());
    return ExitCode.OK;
  }

  /// Prints a line.
  public ExitCode say(String line) {
    terminal.out().println(line);
    return ExitCode.OK;
  }

  /// Where the hub is.
  public URI hubUrl() {
    return url(
        option("--url")
            .or(() -> Optional.ofNullable(terminal.environment().get("TENON_URL")))
            .filter(url -> !url.isBlank())
            .orElse(DEFAULT_URL));
  }

  /// The API key.
  public Secret apiKey() {
    return option("--api-key-file")
        .map(file -> SecretSource.file(this, file))
        .or(() -> SecretSource.variable(this, "TENON_API_KEY"))
        .orElseThrow(() -> new FailedException(noKey()));
  }

  /// A client of the hub, with the API key; closed with this.
  public TenonClient hub() {
    TenonClient client = TenonClient.of(hubUrl(), apiKey());
    clients.add(client);
    return client;
  }

  @Override
  public void close() {
    clients.forEach(TenonClient::close);
  }

  /// `text` as an address.
  public static URI url(String text) {
    try {
      URI url = new URI(text);
      boolean web = "https".equalsIgnoreCase(url.getScheme()) || isPlain(url);
      if (web && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Told below, as any other text that is no address.
    }
    throw new FailedException(
        Failure.usage(
            "'" + text + "' is not a web address.",
            "Write it as https://host/path or http://host/path."));
  }

  /// A file, as seen from where the program was started.
  public Path file(String name) {
    return terminal.directory().resolve(name);
  }

  private static boolean isPlain(URI url) {
    return "http".equalsIgnoreCase(url.getScheme());
  }

  private static Failure noKey() {
    return Failure.of(
        ExitCode.UNAUTHORIZED,
        "There is no API key.",
        "you",
        "Set TENON_API_KEY, or give --api-key-file FILE.");
  }
}
