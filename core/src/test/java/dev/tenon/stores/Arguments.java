package dev.tenon.stores;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the methods of ports are called with: one value for each type of parameter.
record Arguments(Map<Class<?>, Object> values) {

  List<Object> of(Method method) {
    return Arrays.stream(method.getParameterTypes()).map(type -> of(type, method)).toList();
  }

  private Object of(Class<?> type, Method method) {
    Optional<Object> value = Optional.ofNullable(values.get(type));
    return value.orElseThrow(() -> new AssertionError("no argument of " + type + " for " + method));
  }
}
