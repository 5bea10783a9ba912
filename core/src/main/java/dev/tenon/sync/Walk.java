package dev.tenon.sync;

import dev.tenon.resource.Listing;
import dev.tenon.resource.ListingSummary;
import java.io.IOException;

/// Every list of a resource, read once. Used by one thread.
@FunctionalInterface
public interface Walk {
  /// Tells every item to `sink`, as [Listing#run] does, and ends after `most` items.
  ListingSummary run(long most, Listing.Sink sink) throws IOException;
}
