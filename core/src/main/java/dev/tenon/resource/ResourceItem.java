package dev.tenon.resource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// One thing of a list, as the provider sent it. Immutable.
public interface ResourceItem {
  /// The text, number or truth value at a dotted path, as text; empty where there is none, or where
  /// it is empty, an object or a list. The whole path may be one name with dots in it.
  Optional<String> text(String path);

  /// The JSON object at a dotted path, as JSON; empty where there is none.
  Optional<String> object(String path);

  /// All of it: a JSON object on one line.
  String json();

  /// Writes what stands between the braces of [#json] to `out`, in UTF-8, which costs less than
  /// making a text of it; whether there is anything.
  default boolean writeMembers(OutputStream out) throws IOException {
    String own = json();
    String members = own.substring(own.indexOf('{') + 1, own.lastIndexOf('}')).strip();
    out.write(members.getBytes(StandardCharsets.UTF_8));
    return !members.isEmpty();
  }

  /// Gives all of it to `digest` as it came, which costs less than reading it.
  default void digest(MessageDigest digest) {
    digest.update(json().getBytes(StandardCharsets.UTF_8));
  }

  /// The same with the members of every object in the order of their names, in text that any
  /// database takes: what is equal reads the same, in whatever order the provider sent it.
  String sortedJson();
}
