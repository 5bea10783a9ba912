package dev.tenon.exchange;

import dev.tenon.client.IntegrationName;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.Secret;

/// What an app wants exchanged (RFC 8693 §2.1).
///
/// @param integration what the audience or resource names
/// @param scope that the token must have; none: whatever was granted
public record ExchangeAsk(
    SubjectTokenType type, Secret subjectToken, IntegrationName integration, Scope scope) {}
