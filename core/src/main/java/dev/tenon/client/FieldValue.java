package dev.tenon.client;

import dev.tenon.connector.Field;
import java.util.Optional;
import java.util.regex.Pattern;

/// A value that a person gave for a connector's field. Pure; safe for use by any thread.
public final class FieldValue {
  private static final int LONGEST = 8 * 1024;
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern HOST =
      Pattern.compile("(%s(\\.%s)*|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?".formatted(LABEL, LABEL));
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
  private static final Pattern UUID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  private FieldValue() {}

  /// `value` as it is stored and used: without space around it, with the field's prefix and suffix,
  /// and a base URL without slashes at its end.
  public static String normal(Field field, String value) {
    String text = field.format() == Field.Format.LINES ? value : value.strip();
    if (field.format() == Field.Format.BASE_URL) {
      text = text.replaceAll("/+$", "");
    }
    String prefix =
        field.hints().prefix().filter(each -> !value.strip().startsWith(each)).orElse("");
    String suffix = field.hints().suffix().filter(each -> !value.strip().endsWith(each)).orElse("");
    return prefix + text + suffix;
  }

  /// What is wrong with a normal `value`, or empty when nothing is. Never shows the value.
  public static Optional<String> problem(Field field, String value) {
    if (value.length() > LONGEST) {
      return Optional.of("is longer than " + LONGEST + " characters");
    }
    boolean lines = field.format() == Field.Format.LINES;
    if (value.chars().anyMatch(c -> Character.isISOControl(c) && !(lines && isLayout(c)))) {
      return Optional.of("must not have control characters");
    }
    if (!field.choices().isEmpty() && !field.choices().contains(value)) {
      return Optional.of("must be one of " + String.join(", ", field.choices()));
    }
    if (field.pattern().isPresent() && !BoundedMatch.matches(field.pattern().get(), value)) {
      return Optional.of(
          "must look like " + field.example().orElseGet(() -> field.pattern().get()));
    }
    return isOf(field.format(), value)
        ? Optional.empty()
        : Optional.of("must be " + words(field.format()));
  }

  private static boolean isLayout(int c) {
    return c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isOf(Field.Format format, String value) {
    return switch (format) {
      case TEXT, LINES -> true;
      case HOST -> HOST.matcher(value).matches();
      case LABEL -> value.matches(LABEL);
      case BASE_URL -> isHttp(value) && !value.contains("?") && !value.endsWith("/");
      case URL -> isHttp(value);
      case EMAIL -> EMAIL.matcher(value).matches();
      case UUID -> UUID.matcher(value).matches();
      case INTEGER -> value.matches("-?[0-9]{1,18}");
      case BOOLEAN -> value.equals("true") || value.equals("false");
    };
  }

  private static boolean isHttp(String value) {
    return WebAddress.problem(value).isEmpty();
  }

  private static String words(Field.Format format) {
    return switch (format) {
      case TEXT, LINES -> "a text";
      case HOST -> "a host name";
      case LABEL -> "one label of a host name: letters, digits and dashes";
      case BASE_URL -> "an http or https URL without query";
      case URL -> "an http or https URL";
      case EMAIL -> "an e-mail address";
      case UUID -> "a UUID";
      case INTEGER -> "a whole number";
      case BOOLEAN -> "true or false";
    };
  }
}
