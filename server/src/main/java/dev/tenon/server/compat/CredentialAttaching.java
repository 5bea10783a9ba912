package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.UserFields;
import dev.tenon.client.UserFields.Reading;
import dev.tenon.connect.Attachments;
import dev.tenon.connect.Attachments.Attachment;
import dev.tenon.connect.GrantHandle;
import dev.tenon.connection.Connection;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.secret.Secret;
import dev.tenon.server.compat.HeldCredentials.Held;
import dev.tenon.server.http.json.Fields;
import java.util.Map;
import java.util.Optional;

/// Gives users credentials as Leaf's calls bring them: a handle of `get_token`, a provider's own
/// refresh token, or what a user would type. Safe for use by any thread.
final class CredentialAttaching {
  private final LeafDesk desk;
  private final LeafClients clients;
  private final ClientResolution resolution;
  private final Attachments attachments;

  CredentialAttaching(
      LeafDesk desk, LeafClients clients, ClientResolution resolution, Attachments attachments) {
    this.desk = desk;
    this.clients = clients;
    this.resolution = resolution;
    this.attachments = attachments;
  }

  /// Attaches what `fields` say.
  Held attach(Caller caller, LeafProvider provider, UserId user, Fields fields) {
    Optional<String> clientId = fields.text(provider.clientId());
    Optional<Secret> secret =
        fields.text(provider.clientSecret()).filter(it -> !it.isEmpty()).map(Secret::of);
    Optional<String> refreshToken = fields.text("refreshToken").filter(it -> !it.isEmpty());
    fields.endKnown();
    OAuthClient client = clients.meant(caller, provider, clientId);
    ConnectionDefinition definition =
        resolution.definition(client).orElseThrow(() -> LeafProblems.noClient(provider));
    Attachment attachment =
        switch (definition.authorization()) {
          case Authorization.AuthorizationCode _ -> {
            requireSecret(provider, client, secret);
            yield byToken(caller, client, user, refreshToken);
          }
          case Authorization.ApiKey _, Authorization.Basic _, Authorization.Login _ ->
              typed(caller, client, user, definition, fields);
          case Authorization.ClientCredentials _, Authorization.Declared _ ->
              throw LeafProblems.refused(
                  "No user takes part in the OAuth client '%s': its tokens are the app's own."
                      .formatted(client.name()));
        };
    return switch (attachment) {
      case Attachment.Attached(Connection connection) -> new Held(provider, client, connection);
      case Attachment.HandleOver _ ->
          throw LeafProblems.rejected(
              "The refreshToken is a handle of this hub that was used already, is more than an hour"
                  + " old, or belongs to another client. The user signs in again.");
      case Attachment.Not not ->
          throw LeafProblems.of(not.reason(), not.retryAt(), "refreshToken", desk.clock());
    };
  }

  private Attachment byToken(
      Caller caller, OAuthClient client, UserId user, Optional<String> refreshToken) {
    String text =
        refreshToken.orElseThrow(() -> LeafProblems.invalid("refreshToken", "is required"));
    if (text.startsWith(GrantHandle.PREFIX)) {
      return GrantHandle.parse(text)
          .map(handle -> attachments.claim(caller, client, user, handle))
          .orElseGet(Attachment.HandleOver::new);
    }
    return attachments.take(caller, client, user, new RefreshToken(Secret.of(text)));
  }

  private Attachment typed(
      Caller caller,
      OAuthClient client,
      UserId user,
      ConnectionDefinition definition,
      Fields fields) {
    Reading reading = UserFields.of(definition).read(name -> fields.text(camel(name)));
    fields.endKnown();
    return switch (reading) {
      case Reading.Read read -> attachments.take(caller, client, user, read);
      case Reading.Wrong wrong -> {
        Map.Entry<String, String> first = wrong.problems().entrySet().iterator().next();
        throw LeafProblems.invalid(camel(first.getKey()), first.getValue());
      }
    };
  }

  /// A secret that is sent must be the one that is registered: the registered one is what is used.
  private void requireSecret(LeafProvider provider, OAuthClient client, Optional<Secret> secret) {
    if (secret.isPresent() && !clients.isSecretOf(client, secret.get())) {
      throw LeafProblems.invalid(
          provider.clientSecret(),
          "is not the secret of the OAuth client '%s'; an admin gives a new one there"
              .formatted(client.name()));
    }
  }

  /// `api_key` as Leaf writes it: `apiKey`.
  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_", -1)) {
      camel.append(
          camel.isEmpty() || word.isEmpty()
              ? word
              : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }
}
