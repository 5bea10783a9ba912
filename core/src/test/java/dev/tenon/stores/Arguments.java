package dev.tenon.stores;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Something to call any method of a store with, by type; a set has the one value of its type.
record Arguments(Map<Class<?>, Object> values) {

  List<Object> of(Method method) {
    return Arrays.stream(method.getGenericParameterTypes()).map(type -> of(type, method)).toList();
  }

  private Object of(Type type, Method method) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Set.class
          ? Set.of(of(generic.getActualTypeArguments()[0], method))
          : of(generic.getRawType(), method);
    }
    Optional<Object> value =
        type instanceof Class<?> known ? Optional.ofNullable(values.get(known)) : Optional.empty();
    return value.orElseThrow(() -> new AssertionError("no argument of " + type + " for " + method));
  }
}
