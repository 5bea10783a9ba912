package dev.tenon.connector;

import dev.tenon.oauth.ClientAuthenticationMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the token endpoint is asked and how its answers are read.
///
/// @param url the token endpoint; empty where the OAuth client or discovery gives it
/// @param refreshUrl where refresh requests go instead
/// @param authentication the methods that the provider takes; the first is the default
/// @param rawCredentials whether Basic credentials go out without the form encoding of RFC 6749
///   §2.3.1
/// @param bodyFormat how parameters are written
/// @param method the HTTP method, normally POST
/// @param parameters extra parameters of code exchange and client credentials requests
/// @param refreshParameters extra parameters of refresh requests
/// @param names parameters that the provider calls otherwise: the RFC's name to its own, `code` to
///   `accessCode`; an empty name leaves the parameter out
/// @param scopeOnRefresh whether the scope is repeated on refresh
/// @param scopeOnToken whether the scope goes with client credentials and code exchange
/// @param headers sent with every token request
/// @param ratePerMinute how many requests a minute the token endpoint takes from one OAuth client,
///   as far as its provider says
/// @param clientCertificate whether the provider wants mutual TLS (declared, not performed)
public record TokenRules(
    Optional<Template> url,
    Optional<Template> refreshUrl,
    List<ClientAuthenticationMethod> authentication,
    boolean rawCredentials,
    BodyFormat bodyFormat,
    String method,
    Map<String, Template> parameters,
    Map<String, Template> refreshParameters,
    Map<String, String> names,
    boolean scopeOnRefresh,
    boolean scopeOnToken,
    Map<String, Template> headers,
    TokenReading reading,
    Lifetimes lifetimes,
    Optional<Integer> ratePerMinute,
    boolean clientCertificate) {
  public TokenRules {
    authentication = List.copyOf(authentication);
    parameters = Ordered.copyOf(parameters);
    refreshParameters = Ordered.copyOf(refreshParameters);
    names = Ordered.copyOf(names);
    headers = Ordered.copyOf(headers);
  }

  /// What the provider calls the parameter that the RFCs call `standard`; empty text when it wants
  /// none.
  public String nameOf(String standard) {
    return names.getOrDefault(standard, standard);
  }

  /// How the parameters of a token request are written.
  public enum BodyFormat {
    /// `application/x-www-form-urlencoded`, as RFC 6749 says.
    FORM,
    /// A JSON object.
    JSON,
    /// In the query string, with an empty body.
    QUERY,
    /// Only in steps: the one template under the empty name is the body as it stands, for example
    /// XML, or JSON with numbers in it; its content type is a header of the step.
    TEXT
  }
}
