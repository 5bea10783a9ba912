package dev.tenon.server.admin.clients;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What differs between two addresses, in words that say what to mend at the provider. Pure.
final class RedirectFindings {
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#:]*)(:[^/?#]*)?([^?#]*)(\\?[^#]*)?(#.*)?");
  private static final int MOST = 8;

  private final String wanted;
  private final List<String> findings = new ArrayList<>();

  private RedirectFindings(String wanted) {
    this.wanted = wanted;
  }

  /// Every difference that has a name; at least one where the texts differ.
  static List<String> of(String wanted, String pasted) {
    RedirectFindings it = new RedirectFindings(wanted);
    if (pasted.isEmpty()) {
      return List.of("Nothing was pasted.");
    }
    String clean = it.cleaned(pasted);
    if (!clean.equals(wanted)) {
      it.compare(clean);
    }
    if (it.findings.isEmpty()) {
      it.findings.add("They differ where it is marked.");
    }
    return List.copyOf(it.findings.subList(0, Math.min(MOST, it.findings.size())));
  }

  /// A character as it can be seen.
  static String shown(int point) {
    if (point == ' ') {
      return "␣";
    }
    return isInvisible(point) ? "[U+%04X]".formatted(point) : Character.toString(point);
  }

  private static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.FORMAT,
          Character.CONTROL,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /// `pasted` without what cannot be seen, each of which is a finding.
  private String cleaned(String pasted) {
    int[] points = pasted.codePoints().toArray();
    int first = 0;
    int last = points.length;
    while (first < last && points[first] == ' ') {
      first++;
    }
    while (last > first && points[last - 1] == ' ') {
      last--;
    }
    if (first > 0) {
      findings.add("It begins with a space.");
    }
    if (last < points.length) {
      findings.add("It has a space at its end.");
    }
    StringBuilder clean = new StringBuilder();
    for (int i = first; i < last; i++) {
      int point = points[i];
      if (isInvisible(point)) {
        findings.add(
            "Character %d cannot be seen: it is %s. Type the address anew there, or copy it from here."
                .formatted(i + 1, named(point)));
      } else {
        clean.appendCodePoint(point);
        if (point > 0x7e) {
          findings.add(
              "Character %d is “%s”: %s. An address has plain letters only."
                  .formatted(i + 1, Character.toString(point), named(point)));
        }
      }
    }
    return clean.toString();
  }

  private static String named(int point) {
    String name = Optional.ofNullable(Character.getName(point)).orElse("no character at all");
    return "%s (U+%04X)".formatted(name, point);
  }

  private void compare(String pasted) {
    Matcher ours = ADDRESS.matcher(wanted);
    Matcher theirs = ADDRESS.matcher(pasted);
    if (!ours.matches() || !theirs.matches()) {
      findings.add(
          "It is not a whole address: it has to begin with %s."
              .formatted(wanted.substring(0, wanted.indexOf("://") + 3)));
      return;
    }
    scheme(ours.group(1), theirs.group(1));
    host(ours.group(2), theirs.group(2));
    port(ours.group(1), part(ours, 3), part(theirs, 3));
    path(part(ours, 4), part(theirs, 4));
    if (!part(ours, 5).equals(part(theirs, 5))) {
      findings.add("It has a query (%s), and the hub sends none.".formatted(part(theirs, 5)));
    }
    if (!part(theirs, 6).isEmpty()) {
      findings.add("It has a part behind # (%s): take it away.".formatted(part(theirs, 6)));
    }
  }

  private static String part(Matcher address, int group) {
    return Optional.ofNullable(address.group(group)).orElse("");
  }

  private void scheme(String ours, String theirs) {
    if (ours.equals(theirs)) {
      return;
    }
    findings.add(
        ours.equalsIgnoreCase(theirs)
            ? "“%s” is written with upper-case letters; it has to be %s.".formatted(theirs, ours)
            : "It begins with %s://, and has to begin with %s://.".formatted(theirs, ours));
  }

  private void host(String ours, String theirs) {
    if (ours.equals(theirs)) {
      return;
    }
    if (ours.equalsIgnoreCase(theirs)) {
      findings.add(
          "The host is written with other upper- and lower-case letters: %s, not %s."
              .formatted(ours, theirs));
    } else if (theirs.equals("www." + ours) || ours.equals("www." + theirs)) {
      findings.add(
          "The host is %s, and has to be %s: www. makes another one.".formatted(theirs, ours));
    } else {
      findings.add("The host is %s, and has to be %s.".formatted(theirs, ours));
    }
  }

  private void port(String scheme, String ours, String theirs) {
    if (ours.equals(theirs)) {
      return;
    }
    String usual = scheme.equals("https") ? ":443" : ":80";
    if (theirs.isEmpty()) {
      findings.add("The port is missing: %s behind the host.".formatted(ours));
    } else if (ours.isEmpty()) {
      findings.add(
          theirs.equals(usual)
              ? "The port %s is written out. It is the usual one, and the hub does not write it."
                  .formatted(theirs)
              : "It has the port %s, and has to have none.".formatted(theirs));
    } else {
      findings.add("The port is %s, and has to be %s.".formatted(theirs, ours));
    }
  }

  private void path(String ours, String theirs) {
    if (ours.equals(theirs)) {
      return;
    }
    if (ours.equals(theirs + "/")) {
      findings.add("The slash at the end is missing.");
    } else if (theirs.equals(ours + "/")) {
      findings.add("There is a slash at the end that does not belong there.");
    } else if (theirs.contains("//") && theirs.replaceAll("/+", "/").equals(ours)) {
      findings.add("It has two slashes in a row.");
    } else if (ours.equalsIgnoreCase(theirs)) {
      findings.add("Upper- and lower-case letters differ in the path: providers tell them apart.");
    } else if (decoded(theirs).equals(ours)) {
      findings.add("The path is percent-encoded: %s, and has to be %s.".formatted(theirs, ours));
    } else {
      findings.add(
          theirs.isEmpty() || theirs.equals("/")
              ? "The path is missing: %s.".formatted(ours)
              : "The path is %s, and has to be %s.".formatted(theirs, ours));
    }
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return path;
    }
  }
}
