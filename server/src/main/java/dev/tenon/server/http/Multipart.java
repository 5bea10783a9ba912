package dev.tenon.server.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A form with files as browsers send it (RFC 7578), held whole.
///
/// @param texts values by name, in order
/// @param files bytes by name; a field in which no file was chosen is not there
public record Multipart(Map<String, List<String>> texts, Map<String, byte[]> files) {
  private static final int MOST_PARTS = 100;
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?i)multipart/form-data\\s*;\\s*boundary=\"?([-0-9A-Za-z'()+_,./:=?]{1,70})\"?");
  private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"([^\"]*)\"");
  private static final Pattern FILE = Pattern.compile("(?i)[;\\s]filename=\"([^\"]*)\"");

  /// Whether `request` carries such a form.
  public static boolean isIn(Request request) {
    return boundary(request).isPresent();
  }

  /// The form that `request` carries.
  ///
  /// @throws ProblemException with status 400 when it is none, or malformed
  public static Multipart of(Request request) {
    return parse(boundary(request).orElseThrow(Multipart::malformed), request.body());
  }

  static Multipart parse(String boundary, byte[] bytes) {
    // One character for each byte, so that what is found in the text is found in the bytes.
    String body = new String(bytes, StandardCharsets.ISO_8859_1);
    Map<String, List<String>> texts = new LinkedHashMap<>();
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String part : parts(body, "--" + boundary)) {
      int end = part.indexOf("\r\n\r\n");
      if (end < 0) {
        throw malformed();
      }
      String head = "\n" + part.substring(0, end);
      String name = first(NAME, head).orElseThrow(Multipart::malformed);
      byte[] value = part.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
      Optional<String> file = first(FILE, head);
      if (file.isEmpty()) {
        texts
            .computeIfAbsent(name, _ -> new ArrayList<>())
            .add(new String(value, StandardCharsets.UTF_8));
      } else if (!file.get().isEmpty()) {
        files.put(name, value);
      }
    }
    return new Multipart(texts, files);
  }

  private static List<String> parts(String body, String delimiter) {
    List<String> parts = new ArrayList<>();
    if (!body.startsWith(delimiter)) {
      throw malformed();
    }
    int at = delimiter.length();
    while (!body.startsWith("--", at)) {
      int next = body.indexOf("\r\n" + delimiter, at);
      if (!body.startsWith("\r\n", at) || next < 0 || parts.size() == MOST_PARTS) {
        throw malformed();
      }
      parts.add(body.substring(at + 2, Math.max(at + 2, next)));
      at = next + 2 + delimiter.length();
    }
    return parts;
  }

  private static Optional<String> boundary(Request request) {
    return request.header("Content-Type").flatMap(Multipart::boundary);
  }

  static Optional<String> boundary(String contentType) {
    return Optional.of(contentType)
        .map(BOUNDARY::matcher)
        .filter(Matcher::matches)
        .map(it -> it.group(1));
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static ProblemException malformed() {
    return new ProblemException(
        Problem.of(400, "invalid_request", "The request is not valid", "The form is malformed."));
  }
}
