package dev.tenon.client;

import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Connectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fills an OAuth client's connector definition in: addresses, parameters, scope. Safe for use by
/// any thread; asks no store but the connectors, which answer from memory.
public final class ClientResolution {
  /// The value that chooses among a connector's regions.
  public static final String REGION = TemplateValues.REGION;

  private final Connectors connectors;

  /// Resolves against `connectors`.
  public ClientResolution(Connectors connectors) {
    this.connectors = connectors;
  }

  /// The resolved client for a connection whose own values (what the user filled in, what callback
  /// and token answers gave) are `connectionValues`. What waits for such a value is left empty;
  /// what the admin owes is a problem.
  ///
  /// Of a borrowed client a problem says whose turn it is, and nothing of what the lender entered.
  public Resolution resolve(OAuthClient client, Map<String, String> connectionValues) {
    Optional<String> over = Loans.problem(client, connectors);
    if (over.isPresent()) {
      return new Resolution.Unresolved(over.get());
    }
    Resolution resolution = ofConnector(client, connectionValues);
    return switch (resolution) {
      case Resolution.Resolved resolved -> resolved;
      case Resolution.Unresolved(String problem)
          when client.loan().isPresent() && !isUsers(client, problem) ->
          new Resolution.Unresolved(Loans.notAsItIs(client.loan().get()));
      case Resolution.Unresolved unresolved -> unresolved;
    };
  }

  /// The same as if `client`, which is no other workspace's, were of `connector`: for one that is
  /// tried before it is posted.
  public Resolution resolve(
      OAuthClient client, Connector connector, Map<String, String> connectionValues) {
    return connector
        .definition(client.definition())
        .map(definition -> resolve(client, connector, definition, connectionValues))
        .orElseGet(
            () ->
                new Resolution.Unresolved(
                    new FieldProblem(
                            "definitions",
                            "has no '%s', which the connection's OAuth client is of"
                                .formatted(client.definition()))
                        .toString()));
  }

  /// Whether the problem is with what the user filled in, which is no secret of the lender's.
  private boolean isUsers(OAuthClient client, String problem) {
    return definition(client)
        .flatMap(definition -> UserFields.of(definition).blamed(problem))
        .isPresent();
  }

  private Resolution ofConnector(OAuthClient client, Map<String, String> connectionValues) {
    Optional<Connector> connector = connectors.find(client.home(), client.connector());
    if (connector.isEmpty()) {
      return new Resolution.Unresolved(
          new FieldProblem("connector", "is not there: " + client.connector()).toString());
    }
    Optional<ConnectionDefinition> definition = connector.get().definition(client.definition());
    if (definition.isEmpty()) {
      return new Resolution.Unresolved(
          new FieldProblem(
                  "connection_definition",
                  "is not there: %s of %s".formatted(client.definition(), client.connector()))
              .toString());
    }
    return resolve(client, connector.get(), definition.get(), connectionValues);
  }

  /// The connection definition that `client` uses; empty when the connector has gone.
  public Optional<ConnectionDefinition> definition(OAuthClient client) {
    return connectors
        .find(client.home(), client.connector())
        .flatMap(connector -> connector.definition(client.definition()));
  }

  private static Resolution resolve(
      OAuthClient client,
      Connector connector,
      ConnectionDefinition definition,
      Map<String, String> connectionValues) {
    Filled filled = fill(client, connector, definition, connectionValues);
    return filled.problems().isEmpty()
        ? new Resolution.Resolved(filled.client())
        : new Resolution.Unresolved(filled.problems().getFirst().toString());
  }

  /// The client as far as it can be filled, with everything that is wrong.
  static Filled fill(
      OAuthClient client,
      Connector connector,
      ConnectionDefinition definition,
      Map<String, String> connectionValues) {
    List<FieldProblem> problems = new ArrayList<>();
    Unperformed.reason(connector, definition).ifPresent(problems::add);
    Map<String, String> values =
        TemplateValues.of(connector, definition, client, connectionValues, problems::add);
    problems.addAll(Parameters.missing(connector, values));
    Filling filling = new Filling(values, name -> TemplateValues.isLater(definition, name));
    ResolvedClient resolved =
        new DefinitionFilling(client, connector, definition, filling, values).resolved();
    problems.addAll(filling.problems());
    return new Filled(resolved, firstOfEachField(problems));
  }

  private static List<FieldProblem> firstOfEachField(List<FieldProblem> problems) {
    Map<String, FieldProblem> first = new LinkedHashMap<>();
    problems.forEach(problem -> first.putIfAbsent(problem.field(), problem));
    return List.copyOf(first.values());
  }

  /// A client that was filled in, to be used only when there is no problem.
  record Filled(ResolvedClient client, List<FieldProblem> problems) {}

  /// What came of it.
  public sealed interface Resolution {
    /// Everything that the admin owes is known.
    record Resolved(ResolvedClient client) implements Resolution {}

    /// The admin must mend the client: its connector is gone, or a placeholder has no value.
    ///
    /// @param problem one sentence that names the field
    record Unresolved(String problem) implements Resolution {}
  }
}
