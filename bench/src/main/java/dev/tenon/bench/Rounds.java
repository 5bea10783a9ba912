package dev.tenon.bench;

import dev.tenon.bench.load.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// What several interleaved rounds came to, by arm. Medians, so that one disturbed round does not
/// count.
final class Rounds {
  private final Map<String, List<Measured>> measured = new LinkedHashMap<>();

  void add(String arm, Measured round) {
    measured.computeIfAbsent(arm, _ -> new ArrayList<>()).add(round);
  }

  Iterable<String> arms() {
    return measured.keySet();
  }

  /// The median of `figure` over the rounds of `arm`.
  double median(String arm, ToDoubleFunction<Measured> figure) {
    return median(of(arm).stream().mapToDouble(figure).toArray());
  }

  /// How the rate of `arm` is to that of `other`: the median of each round's ratio.
  double ratio(String arm, String other) {
    return ratio(arm, other, Measured::rate);
  }

  /// The same of another figure than the rate.
  double ratio(String arm, String other, ToDoubleFunction<Measured> figure) {
    return median(ratios(arm, other, figure));
  }

  /// The lowest and highest of these ratios.
  String range(String arm, String other) {
    return range(arm, other, Measured::rate);
  }

  /// The same of another figure than the rate.
  String range(String arm, String other, ToDoubleFunction<Measured> figure) {
    return range(ratios(arm, other, figure));
  }

  /// The lowest and highest of `values`.
  static String range(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return "%.2f to %.2f".formatted(sorted[0], sorted[sorted.length - 1]);
  }

  /// The sum of `figure` over the rounds of `arm`.
  long total(String arm, ToLongFunction<Measured> figure) {
    return of(arm).stream().mapToLong(figure).sum();
  }

  private double[] ratios(String arm, String other, ToDoubleFunction<Measured> figure) {
    List<Measured> one = of(arm);
    List<Measured> two = of(other);
    double[] ratios = new double[one.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = figure.applyAsDouble(one.get(i)) / figure.applyAsDouble(two.get(i));
    }
    return ratios;
  }

  /// The rounds of `arm`, in their order.
  List<Measured> of(String arm) {
    return measured.getOrDefault(arm, List.of());
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
