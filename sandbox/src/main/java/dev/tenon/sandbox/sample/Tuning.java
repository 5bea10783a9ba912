package dev.tenon.sandbox.sample;

/// Sizes and quirks that can be changed while the sandbox runs. Lists of any size are made while
/// they are sent.
///
/// @param todos TODOs of the project "Thousand bolts" in Europe
/// @param attachments files at those TODOs, spread over them evenly; 0 means as in small projects,
///   where every third has none
/// @param plainTodos TODOs of each other project
/// @param plainAttachments files at the TODOs of each other project; 0 as above
/// @param items files in the folder "Bulk" of "Thousand bolts"
/// @param issues issues of the project "Tower A" in EMEA
/// @param fields fields of the organization "Green Acres"
/// @param samples samples of each layer
/// @param firstSlice how many items Trimble Connect sends to a request without `Range`
/// @param contentTypeBreaksGet whether Trimble Connect answers 500 to a GET with a content type
/// @param hostileNames whether TODOs and files have names that do harm where they are believed
/// @param hubCallsPerMinute how many calls APS takes on its hub endpoints
public record Tuning(
    int todos,
    int attachments,
    int plainTodos,
    int plainAttachments,
    int items,
    int issues,
    int fields,
    int samples,
    int firstSlice,
    boolean contentTypeBreaksGet,
    boolean hostileNames,
    int hubCallsPerMinute) {
  private static final int MOST = 10_000_000;

  public Tuning {
    between(0, todos, "todos");
    between(0, attachments, "attachments");
    between(0, plainTodos, "plainTodos");
    between(0, plainAttachments, "plainAttachments");
    between(0, items, "items");
    between(0, issues, "issues");
    between(0, fields, "fields");
    between(0, samples, "samples");
    between(1, firstSlice, "firstSlice");
    between(1, hubCallsPerMinute, "hubCallsPerMinute");
  }

  /// As it is after start and reset, unless the settings say otherwise.
  public static Tuning defaults() {
    return new Tuning(2500, 0, 24, 0, 2500, 231, 12, 40, 1000, false, false, 50);
  }

  /// As much as a large customer has: Ada sees 4,312 TODOs in three regions, with 600 attachments.
  public static Tuning large() {
    return defaults().withTodos(1501).withAttachments(150).withPlain(937, 150);
  }

  /// The set of that name: `small` (the defaults), `large`, or `hostile`.
  public static Tuning named(String set) {
    return switch (set) {
      case "small" -> defaults();
      case "large" -> large();
      case "hostile" -> defaults().withHostileNames(true).withPlain(22, 44);
      default -> throw new IllegalArgumentException("data is small, large or hostile, not " + set);
    };
  }

  /// The same with this many TODOs.
  public Tuning withTodos(int count) {
    return new Tuning(
        count,
        attachments,
        plainTodos,
        plainAttachments,
        items,
        issues,
        fields,
        samples,
        firstSlice,
        contentTypeBreaksGet,
        hostileNames,
        hubCallsPerMinute);
  }

  /// The same with this many attachments.
  public Tuning withAttachments(int count) {
    return new Tuning(
        todos,
        count,
        plainTodos,
        plainAttachments,
        items,
        issues,
        fields,
        samples,
        firstSlice,
        contentTypeBreaksGet,
        hostileNames,
        hubCallsPerMinute);
  }

  /// The same with this much in each other project.
  public Tuning withPlain(int todosEach, int attachmentsEach) {
    return new Tuning(
        todos,
        attachments,
        todosEach,
        attachmentsEach,
        items,
        issues,
        fields,
        samples,
        firstSlice,
        contentTypeBreaksGet,
        hostileNames,
        hubCallsPerMinute);
  }

  /// The same with this many fields.
  public Tuning withFields(int count) {
    return new Tuning(
        todos,
        attachments,
        plainTodos,
        plainAttachments,
        items,
        issues,
        count,
        samples,
        firstSlice,
        contentTypeBreaksGet,
        hostileNames,
        hubCallsPerMinute);
  }

  /// The same with the content-type quirk on or off.
  public Tuning withContentTypeBreakingGet(boolean on) {
    return new Tuning(
        todos,
        attachments,
        plainTodos,
        plainAttachments,
        items,
        issues,
        fields,
        samples,
        firstSlice,
        on,
        hostileNames,
        hubCallsPerMinute);
  }

  /// The same with hostile names on or off.
  public Tuning withHostileNames(boolean on) {
    return new Tuning(
        todos,
        attachments,
        plainTodos,
        plainAttachments,
        items,
        issues,
        fields,
        samples,
        firstSlice,
        contentTypeBreaksGet,
        on,
        hubCallsPerMinute);
  }

  /// The same with another limit on the hub endpoints.
  public Tuning withHubCallsPerMinute(int count) {
    return new Tuning(
        todos,
        attachments,
        plainTodos,
        plainAttachments,
        items,
        issues,
        fields,
        samples,
        firstSlice,
        contentTypeBreaksGet,
        hostileNames,
        count);
  }

  private static void between(int least, int value, String name) {
    if (value < least || value > MOST) {
      throw new IllegalArgumentException(name + " is " + least + " to " + MOST + ", not " + value);
    }
  }
}
