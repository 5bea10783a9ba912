package dev.tenon.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What may be an address of a provider: an absolute `http` or `https` URL with a host, without
/// user information and fragment. Pure; safe for use by any thread.
public final class WebAddress {
  private static final int LONGEST = 2048;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private WebAddress() {}

  /// What is wrong with `text` as an address, or empty when nothing is.
  public static Optional<String> problem(String text) {
    if (text.length() > LONGEST) {
      return Optional.of("is longer than " + LONGEST + " characters");
    }
    URI uri;
    try {
      uri = new URI(text).parseServerAuthority();
    } catch (URISyntaxException e) {
      return Optional.of("is not a URL");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme) || uri.getHost() == null) {
      return Optional.of("must be an absolute http or https URL");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("must not have a user name or password in it");
    }
    return uri.getRawFragment() == null
        ? Optional.empty()
        : Optional.of("must not have a fragment (#…)");
  }
}
