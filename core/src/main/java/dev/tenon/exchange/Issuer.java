package dev.tenon.exchange;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.WebAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An issuer of JWTs that a workspace trusts to say who its users are.
///
/// @param url compared with `iss` letter by letter (RFC 8414 §2)
/// @param audiences a token is taken when its `aud` has at least one of these; at least one
/// @param userClaim the claim that holds the user's external id, mostly `sub`
/// @param jwksUri where its keys are; empty where its metadata says so
/// @param version grows with each change
public record Issuer(
    IssuerId id,
    WorkspaceId workspace,
    String url,
    List<String> audiences,
    String userClaim,
    Optional<URI> jwksUri,
    Instant createdAt,
    long version) {
  /// The claim that is read unless another is named.
  public static final String SUBJECT = "sub";

  public Issuer {
    audiences = List.copyOf(audiences);
    if (audiences.isEmpty()) {
      throw new IllegalArgumentException("an issuer without audiences would vouch for any token");
    }
  }

  /// `text` as an issuer's URL: `https`, or `http` for this machine alone, without query (RFC 8414
  /// §2).
  ///
  /// @throws IllegalArgumentException with a message fit for the caller
  public static String url(String text) {
    URI uri = address(text);
    if (uri.getRawQuery() != null) {
      throw new IllegalArgumentException("it must not have a query");
    }
    return text;
  }

  /// `text` as the address of keys, under the same rules, a query allowed.
  ///
  /// @throws IllegalArgumentException with a message fit for the caller
  public static URI address(String text) {
    Optional<String> problem = WebAddress.problem(text);
    if (problem.isPresent()) {
      throw new IllegalArgumentException("it " + problem.get());
    }
    URI uri = URI.create(text);
    if (!"https".equalsIgnoreCase(uri.getScheme()) && !isThisMachine(uri)) {
      throw new IllegalArgumentException("it must begin with https://");
    }
    return uri;
  }

  /// `text` as an audience.
  ///
  /// @throws IllegalArgumentException with a message fit for the caller
  public static String audience(String text) {
    if (text.isBlank() || text.length() > 512 || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("an audience has 1 to 512 printable characters");
    }
    return text;
  }

  /// `text` as the name of a claim.
  ///
  /// @throws IllegalArgumentException with a message fit for the caller
  public static String claim(String text) {
    if (!text.matches("[A-Za-z0-9_.:/-]{1,128}")) {
      throw new IllegalArgumentException("the name of a claim is needed");
    }
    return text;
  }

  private static boolean isThisMachine(URI uri) {
    return List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
  }
}
