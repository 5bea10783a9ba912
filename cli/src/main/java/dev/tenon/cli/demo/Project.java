package dev.tenon.cli.demo;

import dev.tenon.sdk.json.JsonObject;

/// A project of Trimble Connect.
///
/// @param region where it lives, as the provider names it
/// @param changed the day it was last changed
record Project(String name, String region, String changed) {
  static Project of(JsonObject json, String region) {
    String changed = json.text("modifiedOn").orElse("");
    return new Project(
        json.text("name").orElse("(no name)"),
        json.text("location").orElse(region),
        changed.substring(0, Math.min(10, changed.length())));
  }
}
