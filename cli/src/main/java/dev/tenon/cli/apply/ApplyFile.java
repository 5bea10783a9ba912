package dev.tenon.cli.apply;

import dev.tenon.sdk.Secret;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.Json.JsonFlag;
import dev.tenon.sdk.json.Json.JsonText;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// How a workspace is to be, as a file says it. Sections that the file leaves out are empty:
/// nothing is said of them, and nothing in them is changed.
///
/// @param retention of the workspace; it stands below `workspace` in the file
/// @param connectors by the path of their YAML, with its text in the field `yaml`
public record ApplyFile(
    Optional<Wish> workspace,
    Optional<Wish> retention,
    Optional<List<Wish>> connectors,
    Optional<List<Wish>> apps,
    Optional<List<Wish>> oauthClients,
    Optional<List<Wish>> webhooks) {
  static final String KEYS = "keys";
  private static final String MEMBER_SIGN_IN = "member_sign_in";
  static final String WRITE_TO = "write_to";
  static final String WRITE_SECRET_TO = "write_secret_to";

  private static final List<String> CLIENT_TEXTS =
      List.of(
          "uses",
          "connector",
          "connection_definition",
          "client_id",
          "authorization_url",
          "token_url",
          "refresh_url",
          "revocation_url",
          "scope",
          "prompt",
          "client_authentication",
          "refresh");

  /// Reads `file`.
  ///
  /// @param name of the file, as faults have it
  public static Read read(Path file, String name, Map<String, String> environment)
      throws IOException {
    Faults faults = new Faults(name);
    Optional<Node> root = compose(Files.readString(file), faults);
    if (root.isEmpty()) {
      return new Read.Bad(faults.lines());
    }
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    ApplyFile read =
        new Reading(new References(environment, directory), directory, faults)
            .file(new Entry(root.get(), "", faults));
    return faults.lines().isEmpty() ? new Read.Good(read) : new Read.Bad(faults.lines());
  }

  private static Optional<Node> compose(String text, Faults faults) {
    LoadSettings settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        faults.add("1:1", "the file is empty");
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      String place =
          e.getProblemMark()
              .map(at -> (at.getLine() + 1) + ":" + (at.getColumn() + 1))
              .orElse("1:1");
      faults.add(place, "is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      faults.add("1:1", "is not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  /// What came of it.
  public sealed interface Read {
    /// It can be applied.
    record Good(ApplyFile file) implements Read {}

    /// It cannot.
    ///
    /// @param faults each with file, line and column
    record Bad(List<String> faults) implements Read {
      public Bad {
        faults = List.copyOf(faults);
      }
    }
  }

  /// One reading of one file.
  private record Reading(References references, Path directory, Faults faults) {
    ApplyFile file(Entry root) {
      root.allowing("workspace", "connectors", "apps", "oauth_clients", "webhooks");
      return new ApplyFile(
          root.entry("workspace").map(this::workspace),
          root.entry("workspace")
              .flatMap(it -> it.entry(RetentionPart.NAME))
              .map(RetentionPart::read),
          root.texts("connectors").map(paths -> connectors(root, paths)),
          root.entries("apps").map(it -> distinct(it.stream().map(this::app).toList(), root)),
          root.entries("oauth_clients")
              .map(it -> distinct(it.stream().map(this::client).toList(), root)),
          root.entries("webhooks")
              .map(it -> distinct(it.stream().map(this::webhook).toList(), root)));
    }

    private List<Wish> distinct(List<Wish> wishes, Entry root) {
      Set<String> names = new HashSet<>();
      for (Wish wish : wishes) {
        if (!names.add(wish.name())) {
          faults.add(root.node(), "", "has '" + wish.name() + "' twice");
        }
      }
      return wishes;
    }

    private Wish workspace(Entry entry) {
      entry.allowing(
          "name",
          "link_verification",
          "exact_compatibility",
          "sign_in",
          MEMBER_SIGN_IN,
          "branding",
          RetentionPart.NAME);
      Fields fields = new Fields(entry);
      fields.text("name");
      fields.text("link_verification");
      fields.flag("exact_compatibility");
      entry
          .entry("sign_in")
          .ifPresent(
              it -> {
                it.allowing("oauth_client", "claim");
                Fields inner = new Fields(it);
                inner.text("oauth_client");
                inner.text("claim");
                fields.put("sign_in", inner.all);
              });
      entry.entry(MEMBER_SIGN_IN).ifPresent(it -> fields.put(MEMBER_SIGN_IN, memberSignIn(it)));
      entry
          .entry("branding")
          .ifPresent(it -> fields.put("branding", BrandingEntry.read(it, directory, fields.shown)));
      return fields.wish("workspace", Optional.empty());
    }

    private JsonObject memberSignIn(Entry entry) {
      entry.allowing("oauth_client", "newcomers", "roles");
      Fields fields = new Fields(entry);
      fields.text("oauth_client");
      fields.text("newcomers");
      entry
          .entry("roles")
          .ifPresent(
              it -> {
                it.allowing("claim", "admin", "developer", "viewer");
                Fields inner = new Fields(it);
                List.of("claim", "admin", "developer", "viewer").forEach(inner::text);
                fields.put("roles", inner.all);
              });
      return fields.all;
    }

    private List<Wish> connectors(Entry root, List<String> paths) {
      List<Wish> wishes = new ArrayList<>();
      for (String path : paths) {
        try {
          String yaml = Files.readString(directory.resolve(path));
          wishes.add(
              new Wish(path, JsonObject.empty().with("yaml", yaml), Optional.empty(), Map.of()));
        } catch (IOException _) {
          root.fault("connectors", "names a file that cannot be read: " + path);
        }
      }
      return wishes;
    }

    private Wish app(Entry entry) {
      entry.allowing("name", "return_urls", "allowed_calls", KEYS);
      Fields fields = new Fields(entry);
      fields.texts("return_urls");
      fields.texts("allowed_calls");
      entry
          .entries(KEYS)
          .ifPresent(
              keys -> {
                JsonObject all = JsonObject.empty();
                for (Entry key : keys) {
                  key.allowing("name", WRITE_TO);
                  all = all.with(key.required("name"), key.required(WRITE_TO));
                }
                fields.put(KEYS, all);
              });
      return fields.wish(entry.required("name"), Optional.empty());
    }

    private Wish client(Entry entry) {
      List<String> known = new ArrayList<>(CLIENT_TEXTS);
      known.addAll(
          List.of(
              "name", "client_secret", "client_secret_expires_at", "public", "apps", "parameters"));
      entry.allowing(known.toArray(String[]::new));
      Fields fields = new Fields(entry);
      CLIENT_TEXTS.forEach(fields::text);
      fields.flag("public");
      expiry(entry).ifPresent(it -> fields.put("client_secret_expires_at", new JsonText(it)));
      fields.allOrTexts("apps");
      entry
          .entry("parameters")
          .ifPresent(
              it -> {
                Fields inner = new Fields(it);
                it.members().keySet().forEach(inner::text);
                fields.put("parameters", inner.all);
                inner.shown.forEach((name, text) -> fields.shown.put("parameters." + name, text));
              });
      return fields.wish(entry.required("name"), secret(entry));
    }

    private Optional<Secret> secret(Entry entry) {
      Optional<String> text = entry.text("client_secret");
      if (text.isEmpty()) {
        return Optional.empty();
      }
      if (!References.isReference(text.get())) {
        entry.fault("client_secret", "is never written here: say env:NAME or file:PATH");
        return Optional.empty();
      }
      Optional<Secret> secret = references.read(text.get());
      if (secret.isEmpty()) {
        entry.fault("client_secret", "is not there: " + text.get());
      }
      return secret;
    }

    /// A day means its beginning in UTC.
    private Optional<String> expiry(Entry entry) {
      Optional<String> text = entry.text("client_secret_expires_at");
      try {
        return text.map(it -> it.length() == 10 ? LocalDate.parse(it) + "T00:00:00Z" : it);
      } catch (DateTimeParseException _) {
        entry.fault("client_secret_expires_at", "is a day, such as 2027-12-31, or a time");
        return Optional.empty();
      }
    }

    private Wish webhook(Entry entry) {
      entry.allowing("url", "events", "description", WRITE_SECRET_TO);
      Fields fields = new Fields(entry);
      fields.allOrTexts("events");
      fields.text("description");
      entry.text(WRITE_SECRET_TO).ifPresent(it -> fields.put(WRITE_SECRET_TO, new JsonText(it)));
      String url =
          Optional.of(entry.required("url"))
              .flatMap(references::read)
              .map(Secret::reveal)
              .orElse("");
      if (url.isEmpty()) {
        entry.fault("url", "is not there");
      }
      return fields.wish(url, Optional.empty());
    }

    /// The fields of one entry, gathered.
    private final class Fields {
      private final Entry entry;
      private final Map<String, String> shown = new LinkedHashMap<>();
      private JsonObject all = JsonObject.empty();

      Fields(Entry entry) {
        this.entry = entry;
      }

      void put(String name, Json value) {
        all = all.with(name, value);
      }

      void text(String name) {
        entry
            .text(name)
            .ifPresent(
                text -> {
                  if (!References.isReference(text)) {
                    put(name, new JsonText(text));
                    return;
                  }
                  shown.put(name, text);
                  Optional<Secret> value = references.read(text);
                  value.ifPresentOrElse(
                      it -> put(name, new JsonText(it.reveal())),
                      () -> entry.fault(name, "is not there: " + text));
                });
      }

      void flag(String name) {
        entry.flag(name).ifPresent(it -> put(name, new JsonFlag(it)));
      }

      void texts(String name) {
        entry.texts(name).ifPresent(it -> put(name, JsonArray.ofTexts(it)));
      }

      void allOrTexts(String name) {
        boolean isAll =
            entry
                .member(name)
                .filter(org.snakeyaml.engine.v2.nodes.ScalarNode.class::isInstance)
                .isPresent();
        if (!isAll) {
          texts(name);
        } else if (entry.text(name).filter("all"::equals).isPresent()) {
          put(name, new JsonText("all"));
        } else {
          entry.fault(name, "is all, or a list");
        }
      }

      Wish wish(String name, Optional<Secret> secret) {
        return new Wish(name, all, secret, shown);
      }
    }
  }
}
