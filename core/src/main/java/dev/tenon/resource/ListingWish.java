package dev.tenon.resource;

import java.util.Map;
import java.util.OptionalLong;

/// What is to be listed.
///
/// @param resource its name
/// @param within ids or exact names of ancestors by their word (`project`), to narrow it
/// @param limit after so many items it ends
public record ListingWish(String resource, Map<String, String> within, OptionalLong limit) {
  public ListingWish {
    within = Map.copyOf(within);
  }
}
