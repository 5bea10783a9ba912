package dev.tenon.resource;

/// An item on the way down to a resource.
///
/// @param word what it is: `project`
/// @param id empty text where the provider gave none
public record Step(String word, String id, String name) {}
