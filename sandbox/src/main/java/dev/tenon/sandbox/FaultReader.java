package dev.tenon.sandbox;

import dev.tenon.sandbox.fault.Call;
import dev.tenon.sandbox.fault.Fault;
import dev.tenon.sandbox.fault.FaultRule;
import dev.tenon.sandbox.fault.FaultRule.Timing;
import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Fault rules as the control API writes them.
final class FaultReader {
  private static final String[] KNOWN = {
    "kind",
    "provider",
    "endpoint",
    "client_id",
    "grant_type",
    "path",
    "range",
    "skip",
    "times",
    "processed",
    "status",
    "retry_after",
    "headers",
    "body",
    "ms",
    "bytes",
    "set",
    "remove",
    "form",
    "change"
  };

  private FaultReader() {}

  static FaultRule read(Fields fields) {
    fields.only(KNOWN);
    String kind = fields.required("kind");
    boolean lost = kind.equals("lost_answer");
    return new FaultRule(
        fault(kind, fields),
        endpoint(fields.text("endpoint").orElse("token")),
        fields.text("provider"),
        fields.text("client_id"),
        fields.text("grant_type"),
        fields.text("path"),
        fields.text("range"),
        fields.integer("skip", 0),
        times(fields),
        lost || fields.flag("processed", kind.equals("cut"))
            ? Timing.AFTER_THE_WORK
            : Timing.BEFORE_THE_WORK);
  }

  private static Fault fault(String kind, Fields fields) {
    return switch (kind) {
      case "status" ->
          Fault.status(fields.integer("status", 503), fields.text("retry_after").orElse(""));
      case "html" -> Fault.html(fields.integer("status", 502));
      case "reset", "lost_answer" -> new Fault.Closes();
      case "cut" -> new Fault.CutsShort();
      case "silence" -> new Fault.FallsSilent();
      case "delay" -> new Fault.Delays(Duration.ofMillis(fields.integer("ms", 1000)));
      case "drip" -> new Fault.Drips(Duration.ofMillis(fields.integer("ms", 100)));
      case "flood" -> new Fault.Floods(fields.number("bytes").orElse(50L << 20));
      case "custom" -> custom(fields);
      case "headers" -> changedHeaders(fields);
      case "list" -> new Fault.ChangesList(change(fields.text("change").orElse("repeated")));
      case "overstate" -> new Fault.Overstates(fields.integer("bytes", 1000));
      case "bomb" -> new Fault.Inflates(fields.number("bytes").orElse(10L << 30));
      case "endless" -> new Fault.NeverEnds();
      case "rewrite" -> rewrite(fields);
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }

  private static Fault custom(Fields fields) {
    return new Fault.Answers(
        fields.integer("status", 200), headers(fields, "headers"), fields.text("body").orElse(""));
  }

  private static Fault changedHeaders(Fields fields) {
    return new Fault.ChangesHeaders(
        headers(fields, "headers"),
        fields.texts("remove").stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()));
  }

  private static Headers headers(Fields fields, String name) {
    Headers headers = Headers.none();
    for (var header : fields.map(name).entrySet()) {
      headers = headers.with(header.getKey(), header.getValue());
    }
    return headers;
  }

  private static Fault.Change change(String name) {
    return switch (name) {
      case "repeated" -> Fault.Change.REPEATED;
      case "empty" -> Fault.Change.EMPTY;
      default -> throw new IllegalArgumentException("unknown change " + name);
    };
  }

  private static Fault rewrite(Fields fields) {
    return new Fault.Rewrites(
        fields.number("status").map(Math::toIntExact),
        fields.object("set"),
        fields.texts("remove"),
        fields.flag("form", false) ? Fault.Encoding.FORM : Fault.Encoding.JSON);
  }

  private static int times(Fields fields) {
    Optional<String> times = fields.text("times");
    return times.equals(Optional.of("always")) ? Integer.MAX_VALUE : fields.integer("times", 1);
  }

  private static Call.Endpoint endpoint(String name) {
    return switch (name) {
      case "token" -> Call.Endpoint.TOKEN;
      case "authorize" -> Call.Endpoint.AUTHORIZATION;
      case "revoke" -> Call.Endpoint.REVOCATION;
      case "api" -> Call.Endpoint.API;
      default -> throw new IllegalArgumentException("unknown endpoint " + name);
    };
  }

  static ObjectNode json(FaultRule rule) {
    ObjectNode json =
        Json.object()
            .put("fault", rule.fault().getClass().getSimpleName())
            .put("endpoint", rule.endpoint().name().toLowerCase(Locale.ROOT))
            .put("processed", rule.timing() == Timing.AFTER_THE_WORK);
    rule.provider().ifPresent(provider -> json.put("provider", provider));
    rule.clientId().ifPresent(client -> json.put("client_id", client));
    rule.grantType().ifPresent(type -> json.put("grant_type", type));
    rule.path().ifPresent(path -> json.put("path", path));
    rule.range().ifPresent(range -> json.put("range", range));
    if (rule.skip() > 0) {
      json.put("skip", rule.skip());
    }
    return rule.times() == Integer.MAX_VALUE
        ? json.put("times", "always")
        : json.put("times", rule.times());
  }
}
