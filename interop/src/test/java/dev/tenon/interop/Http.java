package dev.tenon.interop;

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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// A client of everything here: a browser with cookies and forms, a caller of the hub's API, and an
/// OAuth client.
final class Http implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern FORM = Pattern.compile("<form.*?</form>", Pattern.DOTALL);
  private static final Pattern ACTION = Pattern.compile("<form[^>]*\\baction=\"([^\"]*)\"");
  private static final Pattern HIDDEN = Pattern.compile("<input[^>]*\\btype=\"hidden\"[^>]*>");

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /// The page at `url`.
  Reply open(URI url) {
    return send(HttpRequest.newBuilder(url).header("Accept", "text/html"));
  }

  /// Sends the only form of `page` with `more` filled in.
  Reply submit(Reply page, Map<String, String> more) {
    Matcher forms = FORM.matcher(page.text());
    if (!forms.find()) {
      throw new AssertionError(page.status() + " has no form at " + page.url());
    }
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(forms.group());
    while (hidden.find()) {
      fields.put(attribute(hidden.group(), "name"), attribute(hidden.group(), "value"));
    }
    fields.putAll(more);
    Matcher action = ACTION.matcher(forms.group());
    URI target = action.find() ? page.url().resolve(unescape(action.group(1))) : page.url();
    return send(
        form(target, fields)
            .header("Accept", "text/html")
            .header("Origin", page.url().getScheme() + "://" + page.url().getRawAuthority()));
  }

  /// Calls an API with a key.
  Reply call(String method, URI url, String key, Optional<Map<String, ?>> body) {
    HttpRequest.BodyPublisher publisher =
        body.map(it -> HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(it)))
            .orElseGet(HttpRequest.BodyPublishers::noBody);
    return send(
        HttpRequest.newBuilder(url)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(method, publisher));
  }

  /// Posts a form as an OAuth client that proves itself by `client_secret_basic`.
  Reply asClient(URI url, String id, String secret, Map<String, String> fields) {
    String proof = encode(id) + ":" + encode(secret);
    return send(
        form(url, fields)
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(proof.getBytes(StandardCharsets.UTF_8))));
  }

  private static HttpRequest.Builder form(URI url, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private Reply send(HttpRequest.Builder request) {
    HttpRequest built = request.timeout(Duration.ofSeconds(30)).build();
    try {
      HttpResponse<String> answer = client.send(built, HttpResponse.BodyHandlers.ofString());
      return new Reply(answer.uri(), answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(built.uri() + ": " + e, e);
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
    return html.replace("&#39;", "'").replace("&#34;", "\"").replace("&amp;", "&");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
