package dev.tenon.resource;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Reads one page of a list. Safe for use by any thread.
///
/// A page is bounded in bytes and depth: a provider that sends without end is given up.
public interface PageReader {
  /// The page in `body`; whoever has it closes it when its items have been told.
  ///
  /// @param items dotted path of the list in the answer; empty text where the answer is the list
  /// @param often paths that will be asked for of every item: found by the way
  /// @throws UnreadableException when it is no such list
  /// @throws NoRoomException when too much is held already
  /// @throws IOException when it does not arrive whole
  Page read(InputStream body, String items, List<String> often) throws IOException;

  /// Whether there is room for pages that nobody waits for yet.
  boolean hasRoom();

  /// The item that was kept as `json`.
  ///
  /// @throws IllegalArgumentException when it is no JSON object
  ResourceItem item(String json);

  /// A page.
  ///
  /// @param around what stands around the list: cursors, totals, warnings; an empty object where
  ///   the answer is the list
  /// @param release run when the page is closed
  record Page(List<ResourceItem> items, ResourceItem around, Runnable release)
      implements AutoCloseable {
    public Page {
      items = List.copyOf(items);
    }

    /// Its bytes count no longer as held.
    @Override
    public void close() {
      release.run();
    }
  }

  /// The pages that are held at once are bounded in bytes, over all lists, and there was no room
  /// for as long as is waited.
  final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    /// There was none.
    public NoRoomException() {
      super("no room for another page");
    }
  }

  /// An answer is not the list that was expected. The message is for people and quotes nothing.
  final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    /// `message` says what is wrong, in words that go on from "the answer".
    public UnreadableException(String message) {
      super(message);
    }
  }
}
