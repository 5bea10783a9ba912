package dev.tenon.server.journey;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/// What axe-core says of a page, by all its rules. Its own builder opens a window beside each page,
/// to gather there what frames said: a process of the browser per page, and our pages have no
/// frames.
final class Axe {
  private static final String SOURCE = AxeBuilder.getAxeScript() + "\n;undefined";

  private static final String RUN =
      """
      async () => {
        const said = await axe.run(document, { resultTypes: ["violations"] });
        return said.violations.map((it) =>
          it.id + ": " + it.help + " at " + it.nodes.map((node) => node.html).join(", "));
      }
      """;

  private Axe() {}

  /// The rules that the page breaks, and where.
  @SuppressWarnings("unchecked")
  static List<String> violations(Page page) {
    if (page.frames().size() > 1) {
      throw new IllegalArgumentException("a page with a frame, which nobody looks into");
    }
    if (!(Boolean) page.evaluate("typeof axe === 'object'")) {
      page.evaluate(SOURCE);
    }
    return (List<String>) page.evaluate(RUN);
  }
}
