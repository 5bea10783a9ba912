package dev.tenon.client;

/// Something wrong with, or worth saying about, one field of an OAuth client.
///
/// @param field as the API calls it, for example `token_url` or `parameters.tenant`
/// @param message goes on where the field's name ends: "is missing"; shows no secret
public record FieldProblem(String field, String message) {
  /// A sentence that names the field.
  @Override
  public String toString() {
    return field + " " + message;
  }
}
