package dev.tenon.workspace;

import java.net.URI;
import java.net.URISyntaxException;

/// Where users find help: an e-mail address, or a page.
///
/// @param shown as people read it
/// @param href where it leads: `mailto:` or `https:`
public record Support(String shown, URI href) {
  private static final int LONGEST = 200;

  /// The address that `text` writes.
  ///
  /// @throws IllegalArgumentException when it is neither an e-mail address nor one of the web
  public static Support parse(String text) {
    String shown = text.strip();
    if (shown.length() <= LONGEST) {
      if (shown.matches("[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+")) {
        return new Support(shown, URI.create("mailto:" + shown));
      }
      try {
        URI page = new URI(shown);
        if ("https".equals(page.getScheme())
            && page.getHost() != null
            && page.getUserInfo() == null) {
          return new Support(shown, page);
        }
      } catch (URISyntaxException _) {
        // Refused below.
      }
    }
    throw new IllegalArgumentException(
        "an e-mail address, or an address such as https://help.example.com, is needed");
  }
}
