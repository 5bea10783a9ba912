package dev.tenon.resource;

import java.util.ArrayList;
import java.util.List;

/// How deep a listing is in lists that lie in each other. Immutable but for the ids, which the
/// whole nest shares, so that what is reachable in two ways is told once. Used by one thread.
///
/// @param above the ids of the items that the list is below, outermost first
/// @param names what people call those, joined by slashes; empty text at the root
/// @param ids that have been seen anywhere in the nest
/// @param chosen whether one of those above was wished for
record Nest(List<String> above, String names, IdSet ids, boolean chosen) {
  Nest {
    above = List.copyOf(above);
  }

  static Nest root() {
    return new Nest(List.of(), "", new IdSet(), false);
  }

  Nest below(String id, String path, boolean isChosen) {
    List<String> more = new ArrayList<>(above);
    more.add(id);
    return new Nest(more, path, ids, isChosen);
  }

  boolean isRoot() {
    return above.isEmpty();
  }

  /// How many lists this one lies in, itself among them.
  int depth() {
    return above.size() + 1;
  }

  boolean isBelow(String id) {
    return above.contains(id);
  }

  /// Where an item of this list is, for people.
  String path(String name) {
    return names.isEmpty() ? name : names + "/" + name;
  }
}
