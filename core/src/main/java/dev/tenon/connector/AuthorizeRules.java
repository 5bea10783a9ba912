package dev.tenon.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the authorization request is made and how its answer comes back.
///
/// @param url the authorization endpoint; empty where the OAuth client or discovery gives it
/// @param parameters extra query parameters
/// @param unescaped parameters whose values are sent as they are, for providers that want that
/// @param skipEmpty whether parameters that come out empty are left out
/// @param fragment appended after `#` by providers whose page is a single-page application
/// @param names parameters that the provider calls otherwise: the RFC's name to its own,
///   `client_id` to `client_key`; an empty name leaves the parameter out
/// @param codeParameter name of the code in the callback, normally `code`
/// @param metadata callback parameters to keep with the connection: name there to name here
/// @param issuerInCallback whether the provider is known to send `iss` (RFC 9207), so that a
///   callback without it is refused
public record AuthorizeRules(
    Optional<Template> url,
    Map<String, Template> parameters,
    List<String> unescaped,
    boolean skipEmpty,
    Optional<String> fragment,
    Map<String, String> names,
    ScopeRules scopes,
    Pkce pkce,
    String codeParameter,
    Map<String, String> metadata,
    boolean issuerInCallback) {
  public AuthorizeRules {
    parameters = Ordered.copyOf(parameters);
    unescaped = List.copyOf(unescaped);
    names = Ordered.copyOf(names);
    metadata = Ordered.copyOf(metadata);
  }

  /// What the provider calls the parameter that the RFCs call `standard`; empty text when it wants
  /// none.
  public String nameOf(String standard) {
    return names.getOrDefault(standard, standard);
  }
}
