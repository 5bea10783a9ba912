package dev.tenon.bench.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes the providers fail, in every way that they can, and changes how long their tokens live.
final class Weather {
  /// Nothing is lost by these: the provider has not done its work, or its answer arrives.
  private static final List<String> HARMLESS =
      List.of(
          "\"kind\":\"status\",\"status\":500",
          "\"kind\":\"status\",\"status\":503",
          "\"kind\":\"status\",\"status\":503,\"retry_after\":\"1\"",
          "\"kind\":\"status\",\"status\":429,\"retry_after\":\"1\"",
          "\"kind\":\"html\",\"status\":502",
          "\"kind\":\"html\",\"status\":200",
          "\"kind\":\"reset\"",
          "\"kind\":\"silence\"",
          "\"kind\":\"delay\",\"ms\":300",
          "\"kind\":\"delay\",\"ms\":2000",
          "\"kind\":\"drip\",\"ms\":1",
          "\"kind\":\"flood\",\"bytes\":5000000",
          "\"kind\":\"rewrite\",\"form\":true",
          "\"kind\":\"custom\",\"status\":200,\"body\":\"\"");

  /// The provider has done its work, and nobody is told.
  private static final List<String> LOSING =
      List.of(
          "\"kind\":\"lost_answer\"",
          "\"kind\":\"cut\"",
          "\"kind\":\"silence\",\"processed\":true",
          "\"kind\":\"status\",\"status\":500,\"processed\":true",
          "\"kind\":\"html\",\"status\":502,\"processed\":true");

  private static final List<Integer> LIFETIMES = List.of(5, 8, 12, 20, 30, 45, 60, 90, 120);

  private final Providers providers;
  private final Tally tally;
  private final AtomicInteger lossesLeft;

  Weather(Providers providers, Tally tally, int losses) {
    this.providers = providers;
    this.tally = tally;
    this.lossesLeft = new AtomicInteger(losses);
  }

  /// Whether one more answer may be lost on purpose.
  boolean mayLose() {
    return lossesLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  void change(Dice dice) throws InterruptedException {
    Site site = dice.one(List.of(Site.values()));
    boolean losing = dice.chance(0.15) && mayLose();
    String fault = dice.one(losing ? LOSING : HARMLESS);
    int times = losing ? 1 : 1 + dice.below(2);
    providers.post(
        "faults", "{%s,\"provider\":\"%s\",\"times\":%d}".formatted(fault, site.provider(), times));
    tally.count((losing ? "fault after the work: {" : "fault: {") + fault + "}");
    providers.setLifetime(
        dice.one(List.of(Site.values())), Duration.ofSeconds(dice.one(LIFETIMES)));
    Thread.sleep(dice.between(500, 4000));
  }
}
