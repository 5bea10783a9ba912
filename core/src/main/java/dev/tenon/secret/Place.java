package dev.tenon.secret;

/// Where the fields of one row are sealed for.
@FunctionalInterface
public interface Place {
  /// What the field of that name is sealed for.
  Binding field(String name);
}
