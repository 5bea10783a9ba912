package dev.tenon.interop;

import java.net.URI;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer, after redirects, and the address that it came from.
record Reply(URI url, int status, String text) {
  private static final JsonMapper JSON = JsonMapper.shared();

  JsonNode json() {
    return JSON.readTree(text);
  }

  String at(String field) {
    return json().path(field).asString("");
  }
}
