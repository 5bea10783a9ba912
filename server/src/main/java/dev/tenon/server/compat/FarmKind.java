package dev.tenon.server.compat;

import dev.tenon.connector.ResourceDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What Leaf's data calls are about, and what connectors call it.
enum FarmKind {
  ORGANIZATIONS("organizations"),
  FIELDS("fields"),
  BOUNDARIES("boundaries"),
  OPERATIONS("operations activities equipment-activities"),
  LAYERS("layers"),
  SAMPLES("samples"),
  FILES("machine-files");

  private final String names;

  FarmKind(String names) {
    this.names = names;
  }

  /// The one of `declared` that lists it.
  Optional<ResourceDefinition> in(List<ResourceDefinition> declared) {
    return Arrays.stream(names.split(" ", -1))
        .flatMap(name -> declared.stream().filter(it -> it.name().equals(name)))
        .findFirst();
  }

  /// For people, as it stands in a sentence: `machine files`.
  String inWords() {
    return names.split(" ", 2)[0].replace('-', ' ');
  }
}
