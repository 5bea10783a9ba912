package dev.tenon.cli.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A file with users' tokens, as another program wrote it, turned into what the hub imports. The
/// formats are in `docs/import.md`.
///
/// @param rows what can be imported, in the file's order
/// @param problems what is wrong with other rows
public record Export(List<Row> rows, List<Problem> problems) {
  public Export {
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
  }

  /// Reads `file`; what cannot be read at all is a [dev.tenon.cli.terminal.FailedException].
  public static Export read(Path file, Source source, Choices choices) throws IOException {
    List<Row> rows = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    int number = 0;
    for (JsonNode row : ExportFile.rows(file)) {
      number++;
      Draft draft = new Draft(row, choices);
      source.read(draft);
      for (Draft.Wrong wrong : draft.problems()) {
        problems.add(new Problem(number, wrong.field(), wrong.message()));
      }
      if (draft.problems().isEmpty() && !draft.isSkipped()) {
        rows.add(new Row(number, draft.json()));
      }
    }
    return new Export(rows, problems);
  }

  /// A row that can be imported.
  ///
  /// @param number in the file, from 1
  /// @param json as `POST /api/v1/connections` takes it
  public record Row(int number, String json) {}

  /// What is wrong with a row.
  public record Problem(int row, String field, String message) {}

  /// What the file does not say, or not so.
  ///
  /// @param integration the integration of all rows
  /// @param userField which field of a row is the user's id
  /// @param provider of several credentials in a row, those of this provider
  public record Choices(
      Optional<String> integration, Optional<String> userField, Optional<String> provider) {}

  /// Who wrote the file.
  public enum Source {
    /// Our own format: the fields of the API's import.
    TENON("tenon") {
      @Override
      void read(Draft draft) {
        OwnFormat.read(draft);
      }
    },
    /// Leaf: users with their provider credentials.
    LEAF("leaf") {
      @Override
      void read(Draft draft) {
        LeafFormat.read(draft);
      }
    },
    /// Spring Security: the table `oauth2_authorized_client`.
    SPRING_JDBC("spring-jdbc") {
      @Override
      void read(Draft draft) {
        SpringFormat.read(draft);
      }
    },
    /// Keycloak: the table `federated_identity` of a realm that stores tokens.
    KEYCLOAK("keycloak") {
      @Override
      void read(Draft draft) {
        KeycloakFormat.read(draft);
      }
    },
    /// Vault: credentials as `vault read -format=json` shows them.
    VAULT("vault") {
      @Override
      void read(Draft draft) {
        VaultFormat.read(draft);
      }
    };

    private final String word;

    Source(String word) {
      this.word = word;
    }

    abstract void read(Draft draft);

    /// The source of that name.
    public static Optional<Source> of(String word) {
      return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
    }

    /// Their names, for people.
    public static String words() {
      return String.join(", ", Arrays.stream(values()).map(it -> it.word).toList());
    }
  }

  /// The object under `name`, where `node` has one.
  static Optional<ObjectNode> object(JsonNode node, String name) {
    return node.path(name) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }
}
