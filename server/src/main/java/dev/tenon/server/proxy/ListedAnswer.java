package dev.tenon.server.proxy;

import dev.tenon.resource.ListedItem;
import dev.tenon.server.http.Answer;
import dev.tenon.server.proxy.RunningListing.Event;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/// A listing on its way to the app: a client that does not take it keeps the provider waiting.
final class ListedAnswer implements Answer.Flow {
  /// Each write is a call of the kernel.
  private static final int BUFFER_BYTES = 64 * 1024;

  private final RunningListing running;
  private final Event first;
  private final ListingFormat format;
  private final Runnable ended;

  /// @param ended run once when it is closed
  ListedAnswer(RunningListing running, Event first, ListingFormat format, Runnable ended) {
    this.running = running;
    this.first = first;
    this.format = format;
    this.ended = ended;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  public void sendTo(OutputStream stream) throws IOException {
    OutputStream out = new BufferedOutputStream(stream, BUFFER_BYTES);
    format.begin(out);
    Event event = first;
    while (event instanceof Event.Items(var items)) {
      for (ListedItem item : items) {
        format.item(out, item);
      }
      if (!running.isReady()) {
        out.flush();
      }
      event = running.take();
    }
    switch (event) {
      case Event.Ended(var summary) -> format.end(out, summary);
      case Event.Failed(Exception cause) -> throw new IOException("the listing broke", cause);
      case Event.Items _, Event.PageTold _ ->
          throw new IllegalStateException("an item is no end: a bug");
    }
    out.flush();
  }

  @Override
  public void close() {
    running.close();
    ended.run();
  }
}
