package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Documents of Data Management: `data` and `links`, with pages by `page[number]` and
/// `page[limit]`, and `links.next` on every page but the last.
final class JsonApi {
  private static final int MOST = 200;

  private final URI base;

  JsonApi(URI base) {
    this.base = base;
  }

  String href(String path) {
    return base + path;
  }

  static ObjectNode link(String href) {
    return Json.object().put("href", href);
  }

  static Reply one(JsonNode data) {
    ObjectNode json = Json.object();
    json.set("jsonapi", Json.object().put("version", "1.0"));
    return reply(json.set("data", data));
  }

  static Reply reply(ObjectNode json) {
    Reply.Answer answer = Reply.json(200, json);
    return new Reply.Answer(
        200, Headers.of("Content-Type", "application/vnd.api+json"), answer.body());
  }

  /// One page of `all`.
  Reply page(Request request, Listing all) {
    Optional<Integer> number = number(request, "page[number]", 0, 0, Integer.MAX_VALUE / MOST);
    Optional<Integer> limit = number(request, "page[limit]", MOST, 1, MOST);
    if (number.isEmpty() || limit.isEmpty()) {
      return ApsErrors.jsonApi(400, "BAD_INPUT", "page[number] or page[limit] is out of range");
    }
    long first = (long) number.get() * limit.get();
    long last = Math.min(first + limit.get(), all.total()) - 1;
    ObjectNode json = Json.object();
    json.set("jsonapi", Json.object().put("version", "1.0"));
    ObjectNode links = json.putObject("links");
    links.set("self", link(pageHref(request, number.get(), limit.get())));
    if (last + 1 < all.total()) {
      links.set("next", link(pageHref(request, number.get() + 1, limit.get())));
    }
    var data = json.putArray("data");
    for (long i = first; i <= last; i++) {
      data.add(all.item().apply(i));
    }
    return reply(json);
  }

  private String pageHref(Request request, int number, int limit) {
    return href(request.path()) + "?page%5Bnumber%5D=" + number + "&page%5Blimit%5D=" + limit;
  }

  private static Optional<Integer> number(
      Request request, String name, int otherwise, int least, int most) {
    String text = request.query().first(name).orElse(Integer.toString(otherwise));
    if (!text.matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(text);
    return number < least || number > most ? Optional.empty() : Optional.of(number);
  }
}
