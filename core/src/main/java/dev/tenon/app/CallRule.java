package dev.tenon.app;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A kind of calls of a provider's API that an app may make: `GET /projects/*/todos`. Immutable.
///
/// @param method one method, of which `GET` covers `HEAD`, or `*` for all
/// @param path from the slash on; `*` is one segment, `**` at the end any number of them
public record CallRule(String method, String path) {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "*");
  private static final Pattern PATH =
      Pattern.compile("(/([A-Za-z0-9._~!$&'()+,;=:@%-]+|\\*))*/?(\\*\\*)?");
  private static final Pattern SLASH = Pattern.compile("/|%2[fF]|%5[cC]");

  public CallRule {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException("a rule begins with GET, POST, PUT, PATCH, DELETE or *");
    }
    if (!path.startsWith("/") || !PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "a rule ends in a path such as /projects/*/todos or /files/**");
    }
  }

  /// The rule that `text` writes: a method, a space, a path.
  ///
  /// @throws IllegalArgumentException saying what is wrong
  public static CallRule parse(String text) {
    String[] words = text.strip().split(" +", -1);
    if (words.length != 2) {
      throw new IllegalArgumentException("a rule is a method and a path: GET /projects/**");
    }
    return new CallRule(words[0], words[1]);
  }

  /// Whether it allows this call.
  ///
  /// @param called below the API's address, encoded, without the slash at its beginning; an encoded
  ///   slash counts as one, as providers may take it so
  public boolean allows(String calledMethod, String called) {
    boolean sameMethod =
        method.equals("*")
            || method.equals(calledMethod)
            || (method.equals("GET") && calledMethod.equals("HEAD"));
    return sameMethod && covers(segments(path.substring(1)), segments(called));
  }

  private static boolean covers(List<String> pattern, List<String> called) {
    boolean open = pattern.getLast().equals("**");
    int fixed = open ? pattern.size() - 1 : pattern.size();
    if (called.size() < fixed || (!open && called.size() > fixed)) {
      return false;
    }
    for (int i = 0; i < fixed; i++) {
      boolean any = pattern.get(i).equals("*") && !called.get(i).isEmpty();
      if (!any && !pattern.get(i).equals(called.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> segments(String path) {
    return List.of(SLASH.split(path, -1));
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
