package dev.tenon.sandbox.people;

import dev.tenon.sandbox.http.Json;
import tools.jackson.databind.node.ObjectNode;

/// A test user.
///
/// @param key how forms and controls name the person, such as `ada`
/// @param id the subject in tokens
/// @param account what the consent pages say about the person's data
public record Person(
    String key, String id, String firstName, String lastName, String email, String account) {

  /// First and last name.
  public String name() {
    return firstName + " " + lastName;
  }

  /// The person as Trimble Connect shows a user.
  public ObjectNode toConnectJson() {
    return Json.object()
        .put("id", id)
        .put("firstName", firstName)
        .put("lastName", lastName)
        .put("email", email)
        .put("status", "ACTIVE");
  }
}
