package dev.tenon.server.connect;

import dev.tenon.connector.Field;

/// The names of a connect form's fields. Fields of a connector get a prefix, so that none can stand
/// in for one of ours.
final class FormNames {
  static final String INTEGRATION = "integration";
  static final String TOKEN = "form_token";

  private FormNames() {}

  static String field(Field field) {
    return field(field.name());
  }

  static String field(String name) {
    return "field." + name;
  }
}
