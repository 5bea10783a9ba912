package dev.tenon.connector;

import java.util.Optional;

/// How we learn whose account a grant belongs to.
///
/// @param issuer the OpenID issuer; with it an ID token is validated, and `iss` in the callback is
///   compared
/// @param discovery whether addresses that are not given are read from the issuer's metadata
///   (OpenID Connect Discovery, RFC 8414)
/// @param jwksUrl where the issuer's keys are
/// @param userinfoUrl an endpoint that answers who the token's owner is
/// @param subject dotted path of the account's stable id in the answer, normally `sub`
/// @param name dotted path of the account's name
/// @param email dotted path of the account's e-mail address
public record Identity(
    Optional<Template> issuer,
    boolean discovery,
    Optional<Template> jwksUrl,
    Optional<Template> userinfoUrl,
    String subject,
    String name,
    String email) {}
