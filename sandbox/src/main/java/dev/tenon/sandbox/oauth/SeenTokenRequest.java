package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Form;
import dev.tenon.sandbox.http.Request;
import java.time.Instant;

/// What a token request looked like, without anything secret in it: only whether each part was
/// there.
public record SeenTokenRequest(
    String grantType,
    boolean basicHeader,
    boolean secretInBody,
    boolean assertion,
    boolean codeVerifier,
    boolean codeChallenge,
    boolean scope,
    Instant at) {

  static SeenTokenRequest of(Request request, Instant now) {
    Form form = request.form();
    return new SeenTokenRequest(
        form.first("grant_type").orElse(""),
        request.header("Authorization").map(text -> text.startsWith("Basic ")).orElse(false),
        form.has("client_secret"),
        form.has("client_assertion"),
        form.has("code_verifier"),
        form.has("code_challenge"),
        form.has("scope"),
        now);
  }
}
