package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.people.Person;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What a person has allowed a client on the consent page; an authorization code stands for it.
record Consent(
    String clientId,
    String redirectUri,
    Person person,
    Set<String> scopes,
    Optional<String> nonce,
    Optional<String> challenge,
    Instant at) {}
