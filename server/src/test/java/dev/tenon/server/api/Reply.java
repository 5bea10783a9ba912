package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the API answered.
record Reply(HttpResponse<String> response) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  int status() {
    return response.statusCode();
  }

  String text() {
    return response.body();
  }

  JsonNode json() {
    return MAPPER.readTree(response.body());
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /// The text of a member.
  String get(String member) {
    return json().path(member).asString();
  }

  Reply expect(int status) {
    assertThat(status()).as(text()).isEqualTo(status);
    return this;
  }

  /// Expects a problem and its code.
  Reply refused(int status, String code) {
    expect(status);
    assertThat(get("code")).as(text()).isEqualTo(code);
    assertThat(header("Content-Type")).isEqualTo("application/problem+json");
    return this;
  }

  /// The body, for people to read.
  String pretty() {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json()) + "\n";
  }
}
