package dev.tenon.server.compat;

import dev.tenon.server.http.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was read for one subject.
record FarmLot(FarmSubject subject, Map<FarmKind, FarmReading> readings) {
  /// Codes of what may be had a moment later.
  private static final Set<String> PASSING =
      Set.of("provider_unavailable", "provider_no_answer", "rate_limited", "refresh_in_progress");

  FarmLot {
    readings = new EnumMap<>(readings);
  }

  /// Those of `kind`, in the provider's order; none where the connector declares none.
  List<FarmThing> things(FarmKind kind) {
    return switch (readings.get(kind)) {
      case FarmReading.Whole whole -> whole.things();
      case FarmReading.Part it -> it.things();
      case FarmReading.Undeclared _, FarmReading.Refused _ -> List.of();
      case null -> List.of();
    };
  }

  /// When the oldest of it was read.
  Optional<Instant> at() {
    return readings.values().stream()
        .flatMap(
            reading ->
                switch (reading) {
                  case FarmReading.Whole whole -> Optional.of(whole.at()).stream();
                  case FarmReading.Part it -> Optional.of(it.at()).stream();
                  case FarmReading.Undeclared _, FarmReading.Refused _ ->
                      Optional.<Instant>empty().stream();
                })
        .min(Instant::compareTo);
  }

  /// Why nothing was read, where that is so.
  Optional<Problem> refusal() {
    return readings.values().stream()
        .filter(FarmReading.Refused.class::isInstance)
        .map(it -> ((FarmReading.Refused) it).problem())
        .findFirst();
  }

  /// What is missing.
  List<Lack> lacks() {
    List<Lack> lacks = new ArrayList<>();
    for (FarmReading reading : readings.values()) {
      switch (reading) {
        case FarmReading.Whole _, FarmReading.Undeclared _ -> {}
        case FarmReading.Part it ->
            it.missing()
                .forEach(
                    each ->
                        lacks.add(
                            new Lack(subject, each.code(), each.detail(), isPassing(each.code()))));
        case FarmReading.Refused(Problem problem) ->
            lacks.add(
                new Lack(
                    subject,
                    problem.code(),
                    problem.detail(),
                    problem.retryAfterSeconds().isPresent()));
      }
    }
    return lacks;
  }

  private static boolean isPassing(String code) {
    return PASSING.contains(code);
  }

  /// Something that is missing.
  ///
  /// @param passing whether it may be had a moment later
  record Lack(FarmSubject subject, String code, String detail, boolean passing) {}
}
