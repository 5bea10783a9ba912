package dev.tenon.server.connect;

import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinks.Opening;
import dev.tenon.connect.LinkSecret;
import dev.tenon.connect.Offer;
import dev.tenon.connect.Offer.Standing;
import dev.tenon.connect.Offers;
import dev.tenon.connector.ConnectorName;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.json.JsonWriter;
import java.util.List;

/// How a link's integrations stand, for the widget: what the link's page shows as well, for whoever
/// has the link's whole address, unless that is an app's page's. Pages of any origin may read it,
/// and send no cookie with it.
final class LinkStatus {
  private final LinkDoor door;
  private final Offers offers;

  LinkStatus(LinkDoor door, Offers offers) {
    this.door = door;
    this.offers = offers;
  }

  /// Answers GET of a link's address with `/status` after it.
  Answer answer(Request request) {
    Opening opening =
        LinkSecret.parse(request.pathParameter("key"))
            .map(door::openAnywhere)
            .orElseGet(Opening.Unknown::new);
    return switch (opening) {
      case Opening.Unknown _ ->
          throw new ProblemException(
              Problem.of(
                  404, "link_not_found", "There is no such link", "The app makes a new link."));
      case Opening.Over it -> json(it.link(), false);
      case Opening.Open it -> json(it.link(), true);
    };
  }

  private Answer json(ConnectLink link, boolean open) {
    List<Offer> all = offers.of(link);
    return Answer.json(
            200,
            JsonWriter.object(
                json ->
                    json.text("id", link.id().value())
                        .flag("open", open)
                        .objects("integrations", all, LinkStatus::write)))
        .with("Cache-Control", "no-store")
        .with("Access-Control-Allow-Origin", "*");
  }

  private static void write(JsonWriter json, Offer offer) {
    json.text("integration", offer.integration().value())
        .text("connector", offer.connector().map(ConnectorName::value))
        .text("title", offer.title())
        .text("status", word(offer.standing()))
        .time("connected_at", offer.connectedAt());
  }

  private static String word(Standing standing) {
    return switch (standing) {
      case NOT_YET -> "not_connected";
      case CONNECTED -> "connected";
      case NEEDS_RECONNECT -> "reconnect";
      case PENDING -> "pending";
      case UNAVAILABLE -> "unavailable";
    };
  }
}
