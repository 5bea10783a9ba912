package dev.tenon.cli.apply;

import dev.tenon.sdk.OAuthClient;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// OAuth clients. Whether the hub has the secret is seen by its fingerprint.
final class ClientPart {
  private static final String KIND = "OAuth client";
  private static final int FINGERPRINT = 8;
  private static final String EXPIRY = "client_secret_expires_at";

  /// Where these change, the hub wants the secret again: it must not go to a new address unasked.
  private static final Set<String> WITH_SECRET =
      Set.of(
          "connector",
          "connection_definition",
          "authorization_url",
          "token_url",
          "refresh_url",
          "revocation_url",
          "parameters");

  private final TenonClient hub;

  ClientPart(TenonClient hub) {
    this.hub = hub;
  }

  List<Step> plan(List<Wish> wishes) {
    return wishes.stream().map(this::step).toList();
  }

  private Step step(Wish wish) {
    Optional<OAuthClient> there = hub.oauthClients().find(wish.name());
    if (there.isEmpty()) {
      List<String> words = new ArrayList<>(Difference.ofNew(wish));
      wish.secret().ifPresent(_ -> words.add("client_secret: set"));
      return Step.of(
          Step.Act.CREATE,
          KIND,
          wish.name(),
          words,
          at -> at.oauthClients().create(wish.name(), fields(wish.fields(), wish.secret())));
    }
    JsonObject members = there.get().members();
    Difference difference = Difference.of(wish, members);
    boolean isOther =
        wish.secret()
            .map(it -> ConnectorPart.sha256(it.reveal()).substring(0, FINGERPRINT))
            .filter(it -> !members.text("client_secret_fingerprint").equals(Optional.of(it)))
            .isPresent();
    if (difference.isNone() && !isOther) {
      return Step.unchanged(KIND, wish.name());
    }
    List<String> words = new ArrayList<>(difference.words());
    if (isOther) {
      words.add("client_secret: another");
    }
    boolean sends =
        isOther || difference.fields().members().keySet().stream().anyMatch(WITH_SECRET::contains);
    Optional<Secret> secret = sends ? wish.secret() : Optional.empty();
    JsonObject sent =
        secret.isPresent() ? withExpiry(difference.fields(), wish) : difference.fields();
    return Step.of(
        Step.Act.CHANGE,
        KIND,
        wish.name(),
        words,
        at -> at.oauthClients().update(wish.name(), fields(sent, secret)));
  }

  /// A secret that is sent ends when the file says: what the hub knew was of the one before.
  private static JsonObject withExpiry(JsonObject fields, Wish wish) {
    return wish.fields().text(EXPIRY).map(it -> fields.with(EXPIRY, it)).orElse(fields);
  }

  private static OAuthClientFields fields(JsonObject members, Optional<Secret> secret) {
    OAuthClientFields fields = OAuthClientFields.of(members);
    return secret.map(fields::clientSecret).orElse(fields);
  }

  List<Step> prune(List<Wish> wishes) {
    Set<String> wanted = wishes.stream().map(Wish::name).collect(Collectors.toSet());
    return hub.oauthClients().list().stream()
        .filter(client -> isOwn(client) && !wanted.contains(client.name()))
        .map(
            client ->
                Step.of(
                    Step.Act.DELETE,
                    KIND,
                    client.name(),
                    List.of("with its connections"),
                    at -> at.oauthClients().delete(client.name())))
        .toList();
  }

  /// Not one that another workspace merely offers.
  private static boolean isOwn(OAuthClient client) {
    return client.members().text("uses").isEmpty();
  }
}
