package dev.tenon.sandbox.sample;

/// Sizes and quirks that can be changed while the sandbox runs. Lists of any size are made while
/// they are sent.
///
/// @param todos TODOs of the project "Thousand bolts" in Europe
/// @param items files in the folder "Bulk" of that project
/// @param issues issues of the project "Tower A" in EMEA
/// @param fields fields of the organization "Green Acres"
/// @param samples samples of each layer
/// @param firstSlice how many items Trimble Connect sends to a request without `Range`
/// @param contentTypeBreaksGet whether Trimble Connect answers 500 to a GET with a content type
/// @param hubCallsPerMinute how many calls APS takes on its hub endpoints
public record Tuning(
    int todos,
    int items,
    int issues,
    int fields,
    int samples,
    int firstSlice,
    boolean contentTypeBreaksGet,
    int hubCallsPerMinute) {
  private static final int MOST = 10_000_000;

  public Tuning {
    between(0, todos, "todos");
    between(0, items, "items");
    between(0, issues, "issues");
    between(0, fields, "fields");
    between(0, samples, "samples");
    between(1, firstSlice, "firstSlice");
    between(1, hubCallsPerMinute, "hubCallsPerMinute");
  }

  /// As it is after start and reset.
  public static Tuning defaults() {
    return new Tuning(2500, 2500, 231, 12, 40, 1000, false, 50);
  }

  /// The same with this many TODOs.
  public Tuning withTodos(int count) {
    return new Tuning(
        count, items, issues, fields, samples, firstSlice, contentTypeBreaksGet, hubCallsPerMinute);
  }

  /// The same with this many files.
  public Tuning withItems(int count) {
    return new Tuning(
        todos, count, issues, fields, samples, firstSlice, contentTypeBreaksGet, hubCallsPerMinute);
  }

  /// The same with this many issues.
  public Tuning withIssues(int count) {
    return new Tuning(
        todos, items, count, fields, samples, firstSlice, contentTypeBreaksGet, hubCallsPerMinute);
  }

  /// The same with this many fields.
  public Tuning withFields(int count) {
    return new Tuning(
        todos, items, issues, count, samples, firstSlice, contentTypeBreaksGet, hubCallsPerMinute);
  }

  /// The same with this many samples in a layer.
  public Tuning withSamples(int count) {
    return new Tuning(
        todos, items, issues, fields, count, firstSlice, contentTypeBreaksGet, hubCallsPerMinute);
  }

  /// The same with first slices of this size.
  public Tuning withFirstSlice(int count) {
    return new Tuning(
        todos, items, issues, fields, samples, count, contentTypeBreaksGet, hubCallsPerMinute);
  }

  /// The same with the content-type quirk on or off.
  public Tuning withContentTypeBreakingGet(boolean on) {
    return new Tuning(todos, items, issues, fields, samples, firstSlice, on, hubCallsPerMinute);
  }

  /// The same with another limit on the hub endpoints.
  public Tuning withHubCallsPerMinute(int count) {
    return new Tuning(
        todos, items, issues, fields, samples, firstSlice, contentTypeBreaksGet, count);
  }

  private static void between(int least, int value, String name) {
    if (value < least || value > MOST) {
      throw new IllegalArgumentException(name + " is " + least + " to " + MOST + ", not " + value);
    }
  }
}
