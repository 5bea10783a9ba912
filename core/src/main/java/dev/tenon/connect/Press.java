package dev.tenon.connect;

import dev.tenon.client.IntegrationName;
import dev.tenon.connect.ConnectLinks.Opening;
import dev.tenon.oauth.State;
import java.util.Optional;

/// The press of a button on a connect page.
///
/// @param unlocked the trip that unlocked the form, where the hub verified the user first
public record Press(
    Opening.Open opened,
    IntegrationName integration,
    BrowserKey browser,
    Optional<State> unlocked) {
  ConnectLink link() {
    return opened.link();
  }
}
