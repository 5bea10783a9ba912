package dev.tenon.server.connect;

/// Something that a person can press to go on.
///
/// @param label what it says
/// @param href where it leads: a path of ours, or an address that was checked
record Step(String label, String href) {}
