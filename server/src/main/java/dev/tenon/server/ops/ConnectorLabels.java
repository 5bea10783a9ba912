package dev.tenon.server.ops;

import dev.tenon.connector.ConnectorName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Connectors as a label. Admins can post connectors, so there are only so many; those beyond are
/// `other`. Safe for use by any thread.
final class ConnectorLabels {
  static final int MOST = 200;

  private static final String OTHER = "other";

  private final Map<ConnectorName, String> known = new ConcurrentHashMap<>();

  String of(ConnectorName connector) {
    String label = known.get(connector);
    if (label != null) {
      return label;
    }
    // Two at once may go one beyond the bound, which is all the same.
    return known.size() < MOST ? known.computeIfAbsent(connector, ConnectorName::value) : OTHER;
  }
}
