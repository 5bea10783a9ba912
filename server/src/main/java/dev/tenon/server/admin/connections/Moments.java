package dev.tenon.server.admin.connections;

import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.RecordedEvent;
import dev.tenon.server.admin.connections.LifePage.Moment;
import dev.tenon.server.admin.page.Words;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The events of a connection's life, as people tell them. Pure.
final class Moments {
  private static final Map<String, Reason> REASONS =
      Map.of(
          "grant_dead",
          new Reason("The provider said that the sign-in is over.", "Its user"),
          "answer_lost",
          new Reason(
              "The provider’s answer to an earlier refresh was lost on the way.", "Its user"),
          "token_expired",
          new Reason("The token ended, and there was none to refresh it with.", "Its user"),
          "other_account",
          new Reason("The provider answered with another account’s token.", "Its user"),
          "oauth_client_rejected",
          new Reason("The provider rejected the OAuth client.", "An admin"),
          "provider_unavailable",
          new Reason("The provider could not answer.", "Nobody"),
          "provider_unreachable",
          new Reason("The provider could not be reached.", "Nobody"),
          "answer_missing",
          new Reason("The provider was asked, and no answer was seen.", "Nobody"),
          "hub_fault",
          new Reason("The hub could not open what it stored.", "The operator"));

  private Moments() {}

  static Moment of(RecordedEvent recorded, Instant now) {
    ConnectionEvent event = recorded.event();
    Words.When when = Words.when(event.at(), now);
    Optional<Reason> reason =
        Optional.ofNullable(event.details().get("reason")).map(Moments::reason);
    Told told = told(event, reason);
    return new Moment(told.kind(), told.what(), told.text(), reason.flatMap(Reason::mustAct), when);
  }

  private static Told told(ConnectionEvent event, Optional<Reason> reason) {
    Map<String, String> details = event.details();
    String version = details.getOrDefault("token_version", "");
    return switch (event.type()) {
      case "pending" -> Told.of("plain", "Began to connect", "It waits until it is confirmed.");
      case "connected" -> new Told("good", "Connected", by(details.getOrDefault("by", "")));
      case "confirmed" ->
          Told.of("good", "Confirmed", "The app said that the right person connected.");
      case "confirmation_expired" ->
          Told.of("wait", "Not confirmed in time", "Its user connects again.");
      case "refreshed" ->
          new Told(
              "good",
              "Refreshed",
              version.isEmpty() ? Optional.empty() : Optional.of("Token version " + version + "."));
      case "recovered" -> Told.of("good", "Works again", "Tokens can be had as before.");
      case "refresh_failed" ->
          new Told("wait", "A refresh failed", told(reason, " The hub goes on trying."));
      case "reauthorization_due" ->
          Told.of(
              "wait",
              "Its user has to consent again before long",
              "In %s days it would be over.".formatted(details.getOrDefault("days_left", "a few")));
      case "reauthorization_required" ->
          new Told("bad", "Over until its user connects again", told(reason, ""));
      case "reported_invalid" ->
          new Told(
              "wait",
              "An app reported that the provider refused the token",
              version.isEmpty() ? Optional.empty() : Optional.of("Token version " + version + "."));
      case "revoked" -> Told.of("plain", "Revoked here", "From then on nobody got a token.");
      case "revoked_at_provider" -> Told.of("plain", "Revoked at the provider", "It has said so.");
      case "tokens_forgotten" ->
          Told.of(
              "plain",
              "The tokens were deleted",
              "The hub knows no way to revoke at this provider.");
      default -> new Told("plain", event.type().replace('_', ' '), Optional.empty());
    };
  }

  private static Optional<String> by(String how) {
    return switch (how) {
      case "client_credentials" -> Optional.of("By the app itself, without a user.");
      case "import" -> Optional.of("By tokens that were imported.");
      default -> Optional.empty();
    };
  }

  private static Optional<String> told(Optional<Reason> reason, String more) {
    return reason
        .map(it -> it.text() + (it.turn().equals("Nobody") ? more : ""))
        .or(() -> Optional.of(more.strip()).filter(it -> !it.isEmpty()));
  }

  private static Reason reason(String code) {
    return REASONS.getOrDefault(code, new Reason("Reason: " + code + ".", "Nobody"));
  }

  /// Why, and whose turn it was.
  private record Reason(String text, String turn) {
    Optional<String> mustAct() {
      return turn.equals("Nobody") ? Optional.empty() : Optional.of(turn);
    }
  }

  private record Told(String kind, String what, Optional<String> text) {
    static Told of(String kind, String what, String text) {
      return new Told(kind, what, Optional.of(text));
    }
  }
}
