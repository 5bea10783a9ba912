package dev.tenon.connector;

import java.util.List;
import java.util.Optional;

/// One way of authorising that a connector offers.
///
/// @param title for people, for example "User sign-in"
/// @param fields what the end user fills in on the connect page, besides consenting
/// @param secondConsent a further page at the provider where the user chooses what to share
/// @param api where this definition's tokens are used otherwise than [Connector#api] says
/// @param hooks further requests around a connection's life
/// @param advice what an admin should know when choosing this definition
public record ConnectionDefinition(
    DefinitionName name,
    String title,
    Authorization authorization,
    List<Field> fields,
    Optional<SecondConsent> secondConsent,
    List<Prerequisite> prerequisites,
    Optional<Api> api,
    Hooks hooks,
    Optional<String> advice) {
  public ConnectionDefinition {
    fields = List.copyOf(fields);
    prerequisites = List.copyOf(prerequisites);
  }

  /// Requests around a connection's life, with the access token.
  ///
  /// @param afterConnect made once with the new token; their metadata is kept with the connection
  /// @param beforeDelete made when a connection is deleted: the provider's own way to revoke,
  ///   before RFC 7009 where it has both
  public record Hooks(List<Step> afterConnect, List<Step> beforeDelete) {
    public Hooks {
      afterConnect = List.copyOf(afterConnect);
      beforeDelete = List.copyOf(beforeDelete);
    }

    /// None.
    public static Hooks none() {
      return new Hooks(List.of(), List.of());
    }
  }

  /// Whether a user takes part; otherwise the app itself holds the connection.
  public boolean isForUsers() {
    return switch (authorization) {
      case Authorization.AuthorizationCode _,
          Authorization.Login _,
          Authorization.ApiKey _,
          Authorization.Basic _ ->
          true;
      case Authorization.ClientCredentials _, Authorization.Declared _ -> false;
    };
  }
}
