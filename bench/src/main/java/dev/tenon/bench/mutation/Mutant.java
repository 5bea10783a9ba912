package dev.tenon.bench.mutation;

import java.util.Map;
import java.util.Set;

/// One changed place in a class.
///
/// @param type the class's name without its package
/// @param place class and method, as `core/mutants.md` names it: `Lane.room`
/// @param change what was changed, in words
/// @param status what became of it, in the tool's words
record Mutant(String type, String place, String change, int line, String status) {
  private static final Set<String> KILLED = Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR");
  private static final Map<String, String> CHANGES =
      Map.of(
          "ConditionalsBoundaryMutator", "boundary moved",
          "NegateConditionalsMutator", "condition negated",
          "MathMutator", "other arithmetic",
          "IncrementsMutator", "counted the other way",
          "VoidMethodCallMutator", "call left out",
          "EmptyObjectReturnValsMutator", "empty returned",
          "BooleanTrueReturnValsMutator", "true returned",
          "BooleanFalseReturnValsMutator", "false returned",
          "PrimitiveReturnsMutator", "0 returned",
          "NullReturnValsMutator", "null returned");

  /// Reads a line of the tool's report: file, class, mutator, method, line, status, test.
  static Mutant read(String line) {
    String[] parts = line.split(",", -1);
    String type = afterLast(parts[1]);
    String mutator = afterLast(parts[2]);
    return new Mutant(
        type,
        type + "." + method(parts[3]),
        CHANGES.getOrDefault(mutator, mutator),
        Integer.parseInt(parts[4]),
        parts[5]);
  }

  boolean isKilled() {
    return KILLED.contains(status);
  }

  boolean isTimedOut() {
    return status.equals("TIMED_OUT");
  }

  /// What `core/mutants.md` explains it under.
  String key() {
    return place + " | " + change;
  }

  /// A lambda goes by the method that it stands in.
  private static String method(String name) {
    return name.startsWith("lambda$") ? name.split("\\$", -1)[1] : name;
  }

  private static String afterLast(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
