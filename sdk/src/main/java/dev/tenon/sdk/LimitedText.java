package dev.tenon.sdk;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/// A text in UTF-8 of so many bytes at most; one that is longer breaks off. The JDK has this since
/// 25 only.
final class LimitedText implements BodySubscriber<String> {
  private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
  private final long most;
  private @Nullable Subscription subscription;
  private long received;

  LimitedText(long most) {
    this.most = most;
  }

  @Override
  public CompletionStage<String> getBody() {
    return text.getBody();
  }

  @Override
  public void onSubscribe(Subscription upstream) {
    subscription = upstream;
    text.onSubscribe(upstream);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    if (received > most) {
      return;
    }
    received += parts.stream().mapToLong(ByteBuffer::remaining).sum();
    if (received <= most) {
      text.onNext(parts);
      return;
    }
    if (subscription != null) {
      subscription.cancel();
    }
    text.onError(new IOException("the answer is longer than " + most + " bytes"));
  }

  @Override
  public void onError(Throwable failure) {
    if (received <= most) {
      text.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (received <= most) {
      text.onComplete();
    }
  }
}
