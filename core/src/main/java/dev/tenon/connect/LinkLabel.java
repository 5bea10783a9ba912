package dev.tenon.connect;

import java.util.Map;

/// What a caller keeps with a connect link, to find it again and to say what it was made for.
///
/// @param kind one word by which links are listed
/// @param details by name, none of them secret
public record LinkLabel(String kind, Map<String, String> details) {
  public LinkLabel {
    details = Map.copyOf(details);
  }
}
