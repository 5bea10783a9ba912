package dev.tenon.connector;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What stands between `${` and `}`. Immutable; evaluated without any state.
sealed interface Expression {
  /// The value, or empty when a name that it cannot do without has none.
  ///
  /// @throws IllegalArgumentException when a function cannot make anything of its arguments
  Optional<String> evaluate(Function<String, Optional<String>> values);

  /// Every name that it may ask for.
  Stream<String> names();

  /// `'text'`.
  record Literal(String text) implements Expression {
    @Override
    public Optional<String> evaluate(Function<String, Optional<String>> values) {
      return Optional.of(text);
    }

    @Override
    public Stream<String> names() {
      return Stream.empty();
    }
  }

  /// `name`.
  record Named(String name) implements Expression {
    @Override
    public Optional<String> evaluate(Function<String, Optional<String>> values) {
      return values.apply(name);
    }

    @Override
    public Stream<String> names() {
      return Stream.of(name);
    }
  }

  /// `function(argument, …)`.
  record Call(TemplateFunction function, List<Expression> arguments) implements Expression {
    @Override
    public Optional<String> evaluate(Function<String, Optional<String>> values) {
      List<Optional<String>> given =
          arguments.stream().map(argument -> argument.evaluate(values)).toList();
      return given.stream().allMatch(Optional::isPresent)
          ? Optional.of(function.apply(given.stream().map(Optional::orElseThrow).toList()))
          : Optional.empty();
    }

    @Override
    public Stream<String> names() {
      return arguments.stream().flatMap(Expression::names);
    }
  }

  /// `a + b`.
  record Joined(List<Expression> parts) implements Expression {
    @Override
    public Optional<String> evaluate(Function<String, Optional<String>> values) {
      StringBuilder text = new StringBuilder();
      for (Expression part : parts) {
        Optional<String> value = part.evaluate(values);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        text.append(value.get());
      }
      return Optional.of(text.toString());
    }

    @Override
    public Stream<String> names() {
      return parts.stream().flatMap(Expression::names);
    }
  }

  /// `a || b`: the first that has a value.
  record FirstOf(List<Expression> choices) implements Expression {
    @Override
    public Optional<String> evaluate(Function<String, Optional<String>> values) {
      return choices.stream().flatMap(choice -> choice.evaluate(values).stream()).findFirst();
    }

    @Override
    public Stream<String> names() {
      return choices.stream().flatMap(Expression::names);
    }
  }
}
