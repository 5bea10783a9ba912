package dev.tenon.server.admin.data;

import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The items of a resource: as a table, on a map, or as a tree.
///
/// @param up the connection's page
/// @param connection whose it is, through what
/// @param path of this page, for its forms
/// @param hidden what the search form carries along
/// @param narrowing what narrows the list
/// @param place what the narrowing form carries along
/// @param standing how far the list is read, or how old it is
/// @param heads of the table
/// @param rows of this page
/// @param empty what to say where there are none
/// @param exports the whole list as a file
/// @param commands to copy
/// @param keep where it is put in step, or the page of its sync
record ResourcePage(
    Frame frame,
    String title,
    String up,
    String connection,
    String path,
    List<Link> trail,
    List<Link> views,
    List<Link> sources,
    String word,
    Map<String, String> hidden,
    List<Narrow> narrowing,
    Map<String, String> place,
    Standing standing,
    List<Head> heads,
    List<Row> rows,
    Empty empty,
    Optional<String> previous,
    Optional<String> next,
    List<Link> exports,
    List<Command> commands,
    Optional<Link> keep,
    Optional<Drawing> map,
    List<Leaf> tree) {

  /// @param current whether it is what is shown
  record Link(String label, String href, boolean current) {}

  /// @param label of what is above
  /// @param names that are known
  record Narrow(String field, String label, String value, List<String> names) {}

  /// @param running whether it is being read; then the page looks again by itself
  /// @param count for people
  /// @param read when it was
  /// @param again path that reads it anew
  /// @param problem why it could not be read
  /// @param missing what could not be had
  /// @param bounded what is not shown, and where it is to be had
  record Standing(
      boolean running,
      String count,
      Optional<Words.When> read,
      String here,
      String again,
      Optional<String> problem,
      List<String> missing,
      List<String> notes,
      Optional<String> bounded) {}

  /// @param order `ascending` or `descending` where it is sorted by this column
  record Head(String title, boolean number, Optional<String> href, Optional<String> order) {}

  /// @param item its page
  /// @param below what lies in it
  record Row(String name, String item, List<Cell> cells, List<Link> below) {}

  /// @param heading what to say where nothing is shown
  record Empty(String heading, String text) {}

  /// @param id of the element that holds it
  record Command(String id, String label, String text) {}

  /// One line of a tree.
  ///
  /// @param depth from 0, at most 9
  /// @param folder whether others lie in it
  record Leaf(int depth, String name, String href, boolean folder) {}
}
