package dev.tenon.samples;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser as far as these walks need one: cookies, redirects, forms, and a name and password
/// where an app asks for them.
final class Browser implements AutoCloseable {
  private static final Pattern FORM =
      Pattern.compile("<form[^>]*>.*?</form>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern ACTION = Pattern.compile("<form[^>]*\\baction=\"([^\"]*)\"");
  private static final Pattern HIDDEN = Pattern.compile("<input[^>]*\\btype=\"hidden\"[^>]*>");

  private final HttpClient http;

  /// Of a person who signs in as `user`, with the name as the password.
  Browser(String user) {
    http =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NEVER)
            .authenticator(
                new Authenticator() {
                  @Override
                  protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication(user, user.toCharArray());
                  }
                })
            .build();
  }

  /// The page at `url`, after redirects.
  HttpResponse<String> open(URI url) {
    return send(HttpRequest.newBuilder(url).header("Accept", "text/html,*/*"));
  }

  /// What a program gets at `url`.
  HttpResponse<String> fetch(URI url) {
    return send(HttpRequest.newBuilder(url).header("Accept", "application/json"));
  }

  /// Sends the form of `page` that contains `words`, with `more` filled in.
  HttpResponse<String> submit(HttpResponse<String> page, String words, Map<String, String> more) {
    Matcher forms = FORM.matcher(page.body());
    while (forms.find()) {
      if (forms.group().contains(words)) {
        return send(form(page.uri(), forms.group(), more));
      }
    }
    throw new AssertionError(
        page.statusCode() + ": no form with '" + words + "' at " + page.uri() + page.body());
  }

  private static HttpRequest.Builder form(URI page, String form, Map<String, String> more) {
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
    Matcher action = ACTION.matcher(form);
    URI target = action.find() ? page.resolve(unescape(action.group(1))) : page;
    return HttpRequest.newBuilder(target)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "text/html,*/*")
        .header("Origin", page.getScheme() + "://" + page.getRawAuthority())
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /// The answer after redirects, which are followed one by one: the JDK gives up after five.
  private HttpResponse<String> send(HttpRequest.Builder request) {
    HttpResponse<String> answer = exchange(request.build());
    for (int i = 0; i < 12 && answer.statusCode() / 100 == 3; i++) {
      URI next = answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
      answer = exchange(HttpRequest.newBuilder(next).header("Accept", "text/html,*/*").build());
    }
    return answer;
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
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
}
