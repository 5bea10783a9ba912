package dev.tenon.webhook;

import dev.tenon.webhook.WebhookSender.SendResult.Answered;
import dev.tenon.webhook.WebhookSender.SendResult.NotAnswered;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// An endpoint that answers as its script says, then `204`, and keeps what it was sent.
final class ScriptedEndpoint implements WebhookSender {
  final List<Message> messages = new ArrayList<>();
  private final Deque<SendResult> script = new ArrayDeque<>();
  private SendResult otherwise = status(204);

  static SendResult status(int status) {
    return new Answered(status, Optional.empty());
  }

  static SendResult busy(Duration retryAfter) {
    return new Answered(503, Optional.of(retryAfter));
  }

  static SendResult away() {
    return new NotAnswered("the connection was refused");
  }

  void next(SendResult... results) {
    script.addAll(List.of(results));
  }

  void always(SendResult result) {
    otherwise = result;
  }

  List<String> ids() {
    return messages.stream().map(message -> message.id().value()).toList();
  }

  @Override
  public SendResult send(Message message) {
    messages.add(message);
    return script.isEmpty() ? otherwise : script.pop();
  }
}
