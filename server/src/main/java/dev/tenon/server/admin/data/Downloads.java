package dev.tenon.server.admin.data;

import dev.tenon.access.Caller;
import dev.tenon.connection.ConnectionId;
import dev.tenon.resource.ListingWish;
import dev.tenon.server.http.Answer;
import dev.tenon.token.TokenAsk;
import java.util.Map;

/// Lists and files on their way to whoever asked, never held whole: what apps get, for members.
public interface Downloads {
  /// The whole list.
  ///
  /// @param format `json`, `ndjson`, `csv` or `geojson`
  /// @throws dev.tenon.server.http.ProblemException where it cannot begin
  Answer list(
      Caller.App app, ConnectionId connection, TokenAsk ask, ListingWish wish, String format);

  /// The file of an item.
  ///
  /// @param said what the list says besides the id
  /// @param disposition under which name it is to be saved (RFC 6266)
  /// @throws dev.tenon.server.http.ProblemException where there is none
  Answer file(
      Caller.App app,
      ConnectionId connection,
      TokenAsk ask,
      String resource,
      String item,
      Map<String, String> said,
      String disposition);
}
