package dev.tenon.webhook;

import dev.tenon.client.WebAddress;
import java.net.URI;
import java.util.Optional;

/// What may be the address of an endpoint. Where it leads is vetted each time it is called: a name
/// may lead elsewhere tomorrow.
public final class WebhookUrl {
  private WebhookUrl() {}

  /// `text` as an address.
  ///
  /// @throws IllegalArgumentException with a message that continues the field's name
  public static URI parse(String text) {
    if (!text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\')) {
      throw new IllegalArgumentException(
          "it must not contain a space, a backslash, a control or a non-ASCII character");
    }
    Optional<String> problem = WebAddress.problem(text);
    if (problem.isPresent()) {
      throw new IllegalArgumentException("it " + problem.get());
    }
    return URI.create(text);
  }
}
