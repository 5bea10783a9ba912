package dev.tenon.server.catalog;

import java.util.Comparator;

/// Something wrong in a connector file, with the place to mend.
///
/// @param file its name
/// @param line from 1
/// @param column from 1
/// @param path the field, for example `definitions.user-sign-in.token.body`; empty text for the
///   file
/// @param message what is wrong and what is allowed
public record CatalogueProblem(String file, int line, int column, String path, String message) {
  static final Comparator<CatalogueProblem> BY_PLACE =
      Comparator.comparing(CatalogueProblem::file)
          .thenComparingInt(CatalogueProblem::line)
          .thenComparingInt(CatalogueProblem::column)
          .thenComparing(CatalogueProblem::message);

  static CatalogueProblem at(Place place, String path, String message) {
    return new CatalogueProblem(place.file(), place.line(), place.column(), path, message);
  }

  /// One line that editors and terminals can follow: `acme.yaml:7:5: token.body: …`.
  @Override
  public String toString() {
    String field = path.isEmpty() ? "" : path + ": ";
    return file + ":" + line + ":" + column + ": " + field + message;
  }
}
