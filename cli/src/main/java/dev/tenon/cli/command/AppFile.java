package dev.tenon.cli.command;

import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// What a `viktor.config.toml` and the code beside it say of an app.
///
/// @param file its name, for messages
/// @param registeredName the app's name, where the file gives one
/// @param integrations `oauth2_integrations`, each once, as they are written
/// @param askedFor the integrations that `app.py` beside it asks for, as far as their names stand
///   in it as text
record AppFile(
    Path file,
    Optional<String> registeredName,
    SequencedSet<String> integrations,
    SequencedSet<String> askedFor) {
  private static final Pattern ASKED =
      Pattern.compile("OAuth2Integration\\(\\s*(?:name\\s*=\\s*)?([\"'])(.+?)\\1");

  /// Reads it; what is wrong with it is a [FailedException].
  static AppFile read(Path file) throws IOException {
    JsonNode content = parse(file);
    List<String> problems = new ArrayList<>();
    JsonNode name = content.path("registered_name");
    if (!name.isMissingNode() && (!name.isString() || name.stringValue().isBlank())) {
      problems.add("registered_name is a text");
    }
    JsonNode names = content.path("oauth2_integrations");
    SequencedSet<String> integrations = new LinkedHashSet<>();
    if (!names.isMissingNode() && !names.isArray()) {
      problems.add("oauth2_integrations is a list of texts");
    }
    for (JsonNode item : names) {
      if (item.isString() && !item.stringValue().isBlank()) {
        integrations.add(item.stringValue());
      } else {
        problems.add("each of oauth2_integrations is a text");
      }
    }
    if (!problems.isEmpty()) {
      throw refused(file + ": " + String.join("; ", problems) + ".");
    }
    Optional<String> registered =
        name.isString() ? Optional.of(name.stringValue()) : Optional.empty();
    return new AppFile(file, registered, integrations, askedFor(file.resolveSibling("app.py")));
  }

  private static JsonNode parse(Path file) throws IOException {
    try {
      return new TomlMapper().readTree(Files.readString(file));
    } catch (NoSuchFileException _) {
      throw refused("There is no file " + file + ".");
    } catch (JacksonException e) {
      throw refused(
          "%s, line %d: %s.".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
    }
  }

  private static SequencedSet<String> askedFor(Path code) throws IOException {
    SequencedSet<String> names = new LinkedHashSet<>();
    if (Files.isRegularFile(code)) {
      Matcher asked = ASKED.matcher(Files.readString(code));
      while (asked.find()) {
        names.add(asked.group(2));
      }
    }
    return names;
  }

  private static FailedException refused(String happened) {
    return new FailedException(Failure.usage(happened, "Mend the file."));
  }
}
