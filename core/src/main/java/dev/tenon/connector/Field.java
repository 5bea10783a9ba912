package dev.tenon.connector;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Something that a person fills in: a parameter of an OAuth client, or a field of the connect
/// form.
///
/// @param name as used in templates
/// @param askedOf who fills it in
/// @param format what its value is; checked wherever it is entered
/// @param secret whether it is sealed and never shown again
/// @param pattern a regular expression that the whole value must match
/// @param choices the allowed values, when there is a list of them
/// @param hints how a form shows it
public record Field(
    String name,
    String title,
    Optional<String> description,
    AskedOf askedOf,
    boolean required,
    Format format,
    boolean secret,
    Optional<String> pattern,
    List<String> choices,
    Optional<String> defaultValue,
    Optional<String> example,
    Hints hints) {
  public Field {
    choices = List.copyOf(choices);
  }

  /// What a value is.
  public enum Format {
    /// Any one line.
    TEXT,
    /// Several lines, for example a private key.
    LINES,
    /// A host name, with a port where need be.
    HOST,
    /// One label of a host name, for example the `acme` of `acme.example.com`.
    LABEL,
    /// An absolute `http` or `https` URL with host and perhaps path, without a slash at its end.
    BASE_URL,
    /// An absolute `http` or `https` URL.
    URL,
    EMAIL,
    UUID,
    INTEGER,
    /// `true` or `false`.
    BOOLEAN
  }

  /// How a form shows a field.
  ///
  /// @param prefix shown before the input and put before its value where it is missing
  /// @param suffix the same after it
  /// @param hidden whether it is not shown; its default applies
  /// @param warning shown beside it
  /// @param guide where to find the value
  /// @param visibleWhen shown only when another field has one of some values
  public record Hints(
      Optional<String> prefix,
      Optional<String> suffix,
      boolean hidden,
      Optional<String> warning,
      Optional<URI> guide,
      Optional<VisibleWhen> visibleWhen) {

    /// None.
    public static Hints none() {
      return new Hints(
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /// The field whose value decides, and the values that show this one.
  public record VisibleWhen(String field, List<String> values) {
    public VisibleWhen {
      values = List.copyOf(values);
    }
  }

  /// Who fills a field in.
  public enum AskedOf {
    /// The admin, with the OAuth client.
    ADMIN,
    /// The end user, on the connect page.
    USER,
    /// Nobody: the callback or the token answer gives it.
    PROVIDER
  }
}
