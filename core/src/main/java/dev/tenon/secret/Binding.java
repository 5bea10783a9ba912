package dev.tenon.secret;

/// The place a sealed value belongs to: it opens nowhere else.
///
/// The vault uses all of it as associated data, so ciphertext copied to another workspace, row,
/// field or version does not open.
///
/// @param workspace id of the workspace that owns the row
/// @param table kind of row, for example `grant`
/// @param row id of the row
/// @param field name of the sealed field
/// @param version version of the row at which the field was written; 0 where rows have none
public record Binding(String workspace, String table, String row, String field, long version) {}
