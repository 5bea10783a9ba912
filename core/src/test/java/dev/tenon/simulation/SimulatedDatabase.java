package dev.tenon.simulation;

import dev.tenon.workspace.StoreUnavailableException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;

/// The way from a node to the database: slow, cut, away for a while, or cut just after the
/// transaction, so that nobody knows whether it took place.
final class SimulatedDatabase {
  private static final Set<String> WITHOUT_STATEMENT = Set.of("isRejected");

  /// Nothing is made of what these read before the next step.
  private static final Set<String> HARMLESS = Set.of("clients", "unplanned", "claim", "plan");

  private final World world;
  private long awayUntil;

  SimulatedDatabase(World world) {
    this.world = world;
  }

  /// Away from now until `until`; every node's listener is cut.
  void awayUntil(long until) {
    awayUntil = until;
  }

  /// `store` as `node` reaches it.
  <T> T reached(Class<T> type, T store, SimulatedNode node) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) ->
                call(method, store, arguments == null ? new Object[0] : arguments, node)));
  }

  private Object call(Method method, Object store, Object[] arguments, SimulatedNode node)
      throws Throwable {
    if (WITHOUT_STATEMENT.contains(method.getName())) {
      return method.invoke(store, arguments);
    }
    String name = method.getName();
    Stage stage = world.stage();
    stage.step(name);
    delay(node);
    boolean fails = world.choices().chance(world.temper().storeFailures());
    boolean takesPlace = fails && world.choices().among(2) == 1;
    if (isAwayFrom(node) || (fails && !takesPlace)) {
      throw refused(node, name);
    }
    Object result;
    try {
      result = method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    stage.note(() -> name + " -> " + shown(result));
    if (takesPlace) {
      throw refused(node, name);
    }
    if (!HARMLESS.contains(name)) {
      stage.step("done: " + name);
    }
    return result;
  }

  private void delay(SimulatedNode node) {
    if (world.choices().chance(world.temper().slowness())) {
      long millis = world.choices().one(50, 2_000, 30_000);
      node.hindered(world.stage().now(), world.stage().now() + millis);
      world.stage().sleep(Duration.ofMillis(millis));
    }
  }

  private boolean isAwayFrom(SimulatedNode node) {
    return world.stage().now() < Math.max(awayUntil, node.cutUntil());
  }

  private StoreUnavailableException refused(SimulatedNode node, String name) {
    world.stage().note(() -> name + " -> the store is away");
    world.stage().current().wasRefused = true;
    node.hindered(world.stage().now(), world.stage().now());
    return new StoreUnavailableException("the store is away", new IOException("made so"));
  }

  private static String shown(Object result) {
    String text = String.valueOf(result);
    return text.length() > 110 ? text.substring(0, 110) : text;
  }
}
