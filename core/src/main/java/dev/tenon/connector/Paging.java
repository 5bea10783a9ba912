package dev.tenon.connector;

/// How a list goes on to its next page.
public sealed interface Paging {
  /// `Range: unit=0-999` answered by 206 with `Content-Range` (RFC 9110 §14).
  record Range(String unit, int pageSize) implements Paging {}

  /// A `Link` header with rel `next` (RFC 8288), or a URL at a path of the body.
  ///
  /// @param path dotted path of the next URL in the body, or of a list of links that each have
  ///   `rel`; empty text for the header
  /// @param sizeParameter query parameter of the page size; empty text where there is none
  record Link(String path, String rel, String sizeParameter, int pageSize) implements Paging {}

  /// A cursor from the answer goes into a query parameter; ends when it is absent.
  record Cursor(String path, String parameter, String sizeParameter, int pageSize)
      implements Paging {}

  /// An offset goes into a query parameter.
  ///
  /// @param totalPath dotted path of the total; empty text when there is none
  record Offset(String parameter, String sizeParameter, int pageSize, String totalPath)
      implements Paging {}

  /// A page number goes into a query parameter.
  ///
  /// @param first number of the first page, 0 or 1
  record Page(String parameter, int first, String sizeParameter, int pageSize) implements Paging {}

  /// A bookmark from the answer goes into a query parameter; ends when it repeats or is absent.
  record Bookmark(String path, String parameter) implements Paging {}

  /// Everything comes at once.
  record None() implements Paging {}
}
