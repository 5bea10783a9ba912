package dev.tenon.simulation;

import dev.tenon.token.IssuedToken;
import dev.tenon.token.TokenResult;

/// What is handed out is the asker's own, and not over by the provider's clock, as far as the
/// clocks of the nodes are right.
final class RightToken implements Invariant {
  private final World world;

  RightToken(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "right token";
  }

  @Override
  public void asked(Asked asked) {
    if (asked.result().isPresent()
        && asked.result().get() instanceof TokenResult.Issued(IssuedToken token)) {
      String text = token.accessToken().secret().reveal();
      if (!text.startsWith("A." + asked.user() + ".")) {
        world.broken(this, asked.described() + " " + text);
      }
      if (!asked.user().equals("app") && isOver(text, asked.begun())) {
        world.broken(this, asked.described() + " " + text + ", which was over");
      }
    }
  }

  private boolean isOver(String accessToken, long now) {
    long issued =
        world.provider().family(accessToken).lastIssuedAt(SimulatedProvider.index(accessToken));
    return now > issued + SimulatedProvider.ACCESS_LIFE_MILLIS + world.shape().mostSkew();
  }
}
