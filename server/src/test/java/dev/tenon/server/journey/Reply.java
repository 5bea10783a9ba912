package dev.tenon.server.journey;

import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer as a client sees it.
record Reply(int status, HttpResponse<String> raw) {
  private static final JsonMapper JSON = JsonMapper.shared();

  String text() {
    return raw.body();
  }

  JsonNode json() {
    return JSON.readTree(raw.body());
  }

  String at(String field) {
    return json().path(field).asString("");
  }

  Optional<String> header(String name) {
    return raw.headers().firstValue(name);
  }
}
