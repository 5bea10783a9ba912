package dev.tenon.connect;

import dev.tenon.client.OAuthClientId;
import dev.tenon.connect.ConnectSession.Purpose;
import java.util.Map;

/// A trip that is about to begin.
///
/// @param integration the OAuth client that the user wants to connect, also where the trip itself
///   goes to the workspace's sign-in first
/// @param values what the user filled in, none of it secret
record TripPlan(
    ConnectLink link,
    OAuthClientId integration,
    Purpose purpose,
    BrowserKey browser,
    Map<String, String> values) {
  TripPlan {
    values = Map.copyOf(values);
  }
}
