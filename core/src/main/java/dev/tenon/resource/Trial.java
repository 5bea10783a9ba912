package dev.tenon.resource;

import dev.tenon.call.ApiResult;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.token.TokenResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What came of trying a resource that a connector file declares.
public sealed interface Trial {
  /// It was asked for.
  ///
  /// @param line the resource with those above it, outermost first
  /// @param items the first of them
  /// @param requests those that were made, in order
  /// @param hints what in the file does not fit what came
  record Listed(
      List<ResourceDefinition> line,
      List<ListedItem> items,
      ListingSummary summary,
      List<Request> requests,
      List<Hint> hints)
      implements Trial {
    public Listed {
      line = List.copyOf(line);
      items = List.copyOf(items);
      requests = List.copyOf(requests);
      hints = List.copyOf(hints);
    }
  }

  /// There is no such connection, or the app may not use it.
  record NoConnection() implements Trial {}

  /// There is no token to ask with.
  record NoToken(TokenResult reason) implements Trial {}

  /// The file does not fit the connection.
  ///
  /// @param problem one sentence that begins with the field
  record NotFitting(String problem) implements Trial {}

  /// The file cannot be asked as it is wished.
  ///
  /// @param plan never [ResourceListings.Planned.Ready]
  record NotPlanned(ResourceListings.Planned plan) implements Trial {}

  /// Nothing could be asked for.
  record Refused(ApiResult result, List<Request> requests) implements Trial {
    public Refused {
      requests = List.copyOf(requests);
    }
  }

  /// An item above that was wished for is not there.
  record NothingFits(String word, String wanted, List<String> there) implements Trial {
    public NothingFits {
      there = List.copyOf(there);
    }
  }

  /// A request that was made.
  ///
  /// @param url without secrets
  /// @param range the header `Range`
  /// @param status of the answer, where there was one
  /// @param failure why there was none
  /// @param items how many the answer had, where it is a page of a list
  /// @param goingOn how the list goes on, in words
  record Request(
      String method,
      String url,
      Optional<String> range,
      OptionalInt status,
      Optional<String> failure,
      OptionalInt items,
      Optional<String> goingOn) {
    Request understood(int count, String words) {
      return new Request(
          method, url, range, status, failure, OptionalInt.of(count), Optional.of(words));
    }
  }

  /// Something in the file that does not fit what came.
  ///
  /// @param field dotted path in the file
  /// @param message goes on from the field
  record Hint(String field, String message) {}
}
