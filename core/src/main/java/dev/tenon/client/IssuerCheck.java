package dev.tenon.client;

import dev.tenon.client.TokenEndpoint.Discovery;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Holds an OAuth client that is being saved against the metadata of its issuer, where its
/// addresses come from there (RFC 8414 §3.3). Asks once per save, outside any transaction. Safe for
/// use by any thread.
final class IssuerCheck {
  private final TokenEndpoint provider;

  IssuerCheck(TokenEndpoint provider) {
    this.provider = provider;
  }

  /// What the metadata says of a new client, or of one whose issuer has changed.
  Finding of(OAuthClient client, Chosen chosen) {
    return switch (provider.discover(filled(client, chosen))) {
      case Discovery.Found _ -> new Finding.Fine();
      case Discovery.Away(String problem) ->
          new Finding.Unchecked(
              new FieldProblem(
                  field(client, chosen),
                  "could not be checked now, so it is checked when it is used: " + problem));
      case Discovery.AnotherIssuer(String problem) ->
          new Finding.Wrong(
              new FieldProblem(field(client, chosen), "is not what it says it is: " + problem));
    };
  }

  /// The same for a change: one that leaves the issuer as it was asks nobody, so that a client can
  /// be taken from its apps while its provider misbehaves.
  Finding of(OAuthClient before, OAuthClient client, Chosen chosen) {
    ResolvedClient now = filled(client, chosen);
    boolean same =
        before.definition().equals(client.definition())
            && before.connector().equals(client.connector())
            && filled(before, chosen).issuer().equals(now.issuer());
    return same ? new Finding.Fine() : of(client, chosen);
  }

  private static ResolvedClient filled(OAuthClient client, Chosen chosen) {
    return ClientResolution.fill(client, chosen.connector(), chosen.definition(), Map.of())
        .client();
  }

  /// The parameter that the issuer comes from, else the connector that says it.
  private static String field(OAuthClient client, Chosen chosen) {
    return issuer(chosen.definition().authorization()).stream()
        .flatMap(issuer -> issuer.names().stream())
        .filter(client.parameters()::containsKey)
        .findFirst()
        .map(name -> "parameters." + name)
        .orElse("connector");
  }

  private static Optional<Template> issuer(Authorization authorization) {
    return authorization instanceof Authorization.AuthorizationCode code
        ? code.identity().issuer()
        : Optional.empty();
  }

  /// What came of it.
  sealed interface Finding {
    /// The issuer is who it says, or there is nothing to ask.
    record Fine() implements Finding {}

    /// The metadata cannot be had now.
    record Unchecked(FieldProblem warning) implements Finding {}

    /// The metadata is another issuer's.
    record Wrong(FieldProblem problem) implements Finding {}

    /// `warnings` with what this one has to warn of first.
    default List<FieldProblem> before(List<FieldProblem> warnings) {
      return this instanceof Unchecked(FieldProblem warning)
          ? Stream.concat(Stream.of(warning), warnings.stream()).toList()
          : warnings;
    }
  }
}
