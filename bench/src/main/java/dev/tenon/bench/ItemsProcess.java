package dev.tenon.bench;

import dev.tenon.bench.sync.ItemsApi;
import java.io.IOException;
import java.time.Duration;

/// Lists of items in a process of its own. Arguments: projects, items in each. Says its address and
/// ends with its input.
final class ItemsProcess {
  private ItemsProcess() {}

  public static void main(String[] args) throws IOException {
    try (ItemsApi api =
        new ItemsApi(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Duration.ZERO)) {
      Child.say(api.url());
      while (System.in.read() >= 0) {
        // Until the input ends.
      }
    }
  }
}
