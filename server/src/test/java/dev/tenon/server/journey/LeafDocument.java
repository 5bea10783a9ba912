package dev.tenon.server.journey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The snippets of Leaf's page "Connect to Trimble API", as they are printed.
final class LeafDocument {
  private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```(\\w+)[^\\n]*\\n(.*?)^ *```");

  private final List<Snippet> snippets;

  private LeafDocument(List<Snippet> snippets) {
    this.snippets = snippets;
  }

  static LeafDocument read() {
    Matcher fence = FENCE.matcher(text());
    List<Snippet> snippets = new ArrayList<>();
    while (fence.find()) {
      String code = fence.group(3).replaceAll("(?m)^" + fence.group(1), "");
      snippets.add(new Snippet(fence.group(2), code));
    }
    return new LeafDocument(snippets);
  }

  /// The snippets in that language, in their order.
  List<String> in(String language) {
    return snippets.stream()
        .filter(it -> it.language().equals(language))
        .map(Snippet::code)
        .toList();
  }

  private static String text() {
    try (InputStream stream =
        LeafDocument.class.getResourceAsStream("/leaf/connect-to-trimble.md")) {
      if (stream == null) {
        throw new IllegalStateException("the document is not among the resources");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Snippet(String language, String code) {}
}
