package dev.tenon.server.journey;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser as far as journeys need one: cookies, redirects that are followed one by one, and
/// forms that are read from the page before they are sent.
final class Browser implements AutoCloseable {
  private static final Pattern FORM =
      Pattern.compile("<form[^>]*?(?:action=\"([^\"]*)\")?[^>]*>(.*?)</form>", Pattern.DOTALL);
  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]*)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>", Pattern.DOTALL);

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /// The page at `url`, after redirects.
  Page open(URI url) {
    return follow(send(HttpRequest.newBuilder(url).GET().build()));
  }

  /// The answer at `url` itself.
  HttpResponse<String> get(URI url) {
    return send(HttpRequest.newBuilder(url).GET().build());
  }

  /// Sends the first form of `page` whose text contains `words`, with `more` filled in, and shows
  /// the answer itself.
  HttpResponse<String> press(Page page, String words, Map<String, String> more) {
    Matcher forms = FORM.matcher(page.html());
    while (forms.find()) {
      if (forms.group(2).contains(words)) {
        return send(form(page, forms.group(), more));
      }
    }
    throw new AssertionError("no form with '" + words + "' on " + page.url() + ":\n" + page.html());
  }

  /// The same, with redirects followed.
  Page submit(Page page, String words, Map<String, String> more) {
    return follow(press(page, words, more));
  }

  private static HttpRequest form(Page page, String form, Map<String, String> more) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(form);
    while (hidden.find()) {
      fields.put(attribute(hidden.group(), "name"), attribute(hidden.group(), "value"));
    }
    fields.putAll(more);
    String body =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    Matcher action = ACTION.matcher(form.substring(0, form.indexOf('>')));
    URI target = action.find() ? page.url().resolve(unescape(action.group(1))) : page.url();
    return HttpRequest.newBuilder(target)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Origin", page.url().getScheme() + "://" + page.url().getRawAuthority())
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  Page follow(HttpResponse<String> answer) {
    HttpResponse<String> current = answer;
    for (int i = 0; i < 10 && current.statusCode() / 100 == 3; i++) {
      URI next = current.uri().resolve(current.headers().firstValue("Location").orElseThrow());
      current = send(HttpRequest.newBuilder(next).GET().build());
    }
    return new Page(current.uri(), current.statusCode(), current.body());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String attribute(String tag, String name) {
    Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
    return matcher.find() ? unescape(matcher.group(1)) : "";
  }

  private static String unescape(String html) {
    return html.replace("&amp;", "&").replace("&#39;", "'").replace("&#34;", "\"");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }

  /// A page that is shown.
  record Page(URI url, int status, String html) {
    /// The value of a parameter of its address; empty text when it is absent.
    String parameter(String name) {
      Matcher matcher =
          Pattern.compile("(?:^|&)" + name + "=([^&]*)")
              .matcher(url.getRawQuery() == null ? "" : url.getRawQuery());
      return matcher.find() ? matcher.group(1) : "";
    }
  }
}
