package dev.tenon.connect;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a user goes after connecting: an address of the app that made the link.
///
/// @param uri absolute; `https`, or `http` on this machine
public record ReturnUrl(URI uri) {
  private static final int LONGEST = 2048;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final List<String> OURS = List.of("connect_code", "connect_link");

  /// What is wrong with `text` as a return address for links of `app`, or empty when nothing is. An
  /// app that registered its return addresses may use those alone, letter by letter.
  public static Optional<String> problem(String text, List<URI> registered) {
    Optional<String> problem = problem(text);
    if (problem.isPresent() || registered.isEmpty()) {
      return problem;
    }
    return registered.stream().anyMatch(each -> each.toString().equals(text))
        ? Optional.empty()
        : Optional.of("must be one of the app's registered return addresses, letter by letter");
  }

  /// What is wrong with `text` as the return address of any app.
  private static Optional<String> problem(String text) {
    if (text.length() > LONGEST) {
      return Optional.of("must have at most " + LONGEST + " characters");
    }
    if (text.chars().anyMatch(c -> c <= 0x20 || c >= 0x7f || c == '\\')) {
      return Optional.of(
          "must not contain a space, a backslash, a control or a non-ASCII character");
    }
    try {
      return problem(new URI(text).parseServerAuthority());
    } catch (URISyntaxException _) {
      return Optional.of("must be an absolute http or https address");
    }
  }

  private static Optional<String> problem(URI uri) {
    if (uri.getScheme() == null || uri.getHost() == null) {
      return Optional.of("must be an absolute http or https address");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("must not contain a user name or password");
    }
    if (uri.getRawFragment() != null) {
      return Optional.of("must not contain a fragment");
    }
    if (!uri.getScheme().equals("https")
        && !(uri.getScheme().equals("http") && LOOPBACK.contains(uri.getHost()))) {
      return Optional.of("must begin with https:// (or http:// on localhost)");
    }
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    return OURS.stream().anyMatch(query::contains)
        ? Optional.of("must not contain connect_code or connect_link: they are added")
        : Optional.empty();
  }

  /// The same address with more in its query.
  URI with(String query) {
    return URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + query);
  }

  /// The address that says which link was used, where there is nothing to confirm.
  public URI address(ConnectLinkId link) {
    return with("connect_link=" + link);
  }
}
