package dev.tenon.sandbox;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.oauth.Counters;
import dev.tenon.sandbox.oauth.GrantState;
import dev.tenon.sandbox.oauth.Policy;
import dev.tenon.sandbox.oauth.SeenTokenRequest;
import dev.tenon.sandbox.oauth.TokenCall;
import dev.tenon.sandbox.people.Person;
import dev.tenon.sandbox.sample.Tuning;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// What the control API shows, as JSON.
final class ControlJson {
  private ControlJson() {}

  static ObjectNode clock(SandboxClock clock) {
    return Json.object()
        .put("now", clock.now().toString())
        .put("ahead_seconds", clock.ahead().toSeconds());
  }

  static ObjectNode person(Person person) {
    return Json.object()
        .put("user", person.key())
        .put("id", person.id())
        .put("name", person.name())
        .put("email", person.email())
        .put("data", person.account());
  }

  static ObjectNode client(SandboxClient client) {
    ObjectNode json =
        Json.object()
            .put("provider", client.provider())
            .put("name", client.name())
            .put("client_id", client.clientId())
            .put("client_secret", client.clientSecret())
            .put("scope", client.scope());
    json.set("redirect_uris", Json.strings(client.redirectUris()));
    json.set("second_consent_redirect_uris", Json.strings(client.secondConsentRedirectUris()));
    json.set("grant_types", Json.strings(client.grantTypes()));
    json.set("apis", Json.strings(client.apis()));
    return json.set("accounts", Json.strings(client.accounts()));
  }

  static ObjectNode grant(GrantState grant) {
    ObjectNode json =
        Json.object()
            .put("grant_id", grant.id())
            .put("provider", grant.provider())
            .put("client_id", grant.clientId())
            .put("user", grant.user())
            .put("turn", grant.turn())
            .put("refreshed_at", grant.refreshedAt().toString())
            .put("ended", grant.ended().orElse(null));
    return json.set("scopes", Json.strings(grant.scopes()));
  }

  static ObjectNode tokenCall(TokenCall call) {
    ObjectNode json =
        Json.object()
            .put("number", call.number())
            .put("provider", call.provider())
            .put("client_id", call.clientId())
            .put("grant_type", call.grantType())
            .put("arrived_at", call.arrivedAt().toString())
            .put("client_port", call.clientPort());
    call.turn().ifPresent(it -> json.put("grant_id", it.grant()).put("turn", it.turn()));
    call.worked()
        .ifPresent(
            it -> json.put("worked_status", it.status()).put("worked_at", it.at().toString()));
    call.ended()
        .ifPresent(
            it ->
                json.put("ended_status", it.status())
                    .put("whole", it.whole())
                    .put("ended_at", it.at().toString()));
    return json;
  }

  static ObjectNode counters(Counters counters) {
    ObjectNode calls = Json.object();
    counters.tokenCalls().forEach(calls::put);
    ObjectNode json =
        Json.object()
            .put("provider", counters.provider())
            .put("client_id", counters.clientId())
            .put("authorize_calls", counters.authorizeCalls())
            .put("codes_redeemed", counters.codesRedeemed())
            .put("refreshes", counters.refreshes())
            .put("reuse_seen", counters.reuseSeen())
            .put("grants_revoked", counters.grantsRevoked())
            .put("revocation_calls", counters.revocationCalls());
    json.set("token_calls", calls);
    counters.lastTokenRequest().ifPresent(seen -> json.set("last_token_request", seen(seen)));
    return json;
  }

  private static ObjectNode seen(SeenTokenRequest seen) {
    return Json.object()
        .put("grant_type", seen.grantType())
        .put("basic_header", seen.basicHeader())
        .put("secret_in_body", seen.secretInBody())
        .put("assertion", seen.assertion())
        .put("code_verifier", seen.codeVerifier())
        .put("code_challenge", seen.codeChallenge())
        .put("scope", seen.scope())
        .put("at", seen.at().toString());
  }

  static ObjectNode tuning(Tuning tuning) {
    return Json.object()
        .put("todos", tuning.todos())
        .put("attachments", tuning.attachments())
        .put("plain_todos", tuning.plainTodos())
        .put("plain_attachments", tuning.plainAttachments())
        .put("items", tuning.items())
        .put("issues", tuning.issues())
        .put("fields", tuning.fields())
        .put("samples", tuning.samples())
        .put("first_slice", tuning.firstSlice())
        .put("content_type_breaks_get", tuning.contentTypeBreaksGet())
        .put("hostile_names", tuning.hostileNames())
        .put("hub_calls_per_minute", tuning.hubCallsPerMinute());
  }

  static ObjectNode policy(String provider, Policy policy) {
    return Json.object()
        .put("provider", provider)
        .put("access_token_seconds", policy.accessLifetime().toSeconds())
        .put("refresh_idle_seconds", policy.refreshIdle().toSeconds())
        .put("rotation", policy.rotation().name().toLowerCase(Locale.ROOT))
        .put("reuse_grace_seconds", policy.reuseGrace().toSeconds());
  }
}
