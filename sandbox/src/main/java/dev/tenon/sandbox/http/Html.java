package dev.tenon.sandbox.http;

/// The frame around every page of the sandbox: one stylesheet of our own, no script, nothing from
/// elsewhere.
public final class Html {
  static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

  private Html() {}

  /// A page of the provider `look` (a class of the stylesheet) around `main`, which is HTML
  /// already.
  public static String page(String look, String title, String main) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <link rel="stylesheet" href="/sandbox/style.css">
        </head>
        <body class="%s">
        <header><a href="/">Sandbox</a> <span>simulated: no real account is touched</span></header>
        <main>
        %s</main>
        </body>
        </html>
        """
        .formatted(escape(title), escape(look), main);
  }

  /// `text` for use between tags and in quoted attributes.
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
