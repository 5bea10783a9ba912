package dev.tenon.server.outbound.api;

import dev.tenon.call.ApiBody;
import dev.tenon.call.ApiCall;
import dev.tenon.call.ApiHeader;
import dev.tenon.call.ApiPath;
import dev.tenon.call.ApiTarget;
import dev.tenon.call.CallerHeaders;
import dev.tenon.connector.Api;
import dev.tenon.connector.Template;
import dev.tenon.server.outbound.FormText;
import dev.tenon.server.outbound.OutboundUrl;
import dev.tenon.server.outbound.OutboundUrl.RefusedUrlException;
import dev.tenon.server.outbound.StreamCall;
import dev.tenon.token.IssuedToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// One request as it goes out: made anew of what was asked for and what the connector declares.
/// Used by one thread.
final class Outgoing {
  /// Some gateways answer 500 to these when they say what the body is that they have not.
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "DELETE", "OPTIONS");

  private final ApiTarget target;
  private final ApiCall call;
  private final DeclaredHeaders declared;
  private final IssuedToken token;
  private final Function<String, Optional<String>> chance;

  /// @param chance the values of `now` and `random`
  Outgoing(
      ApiTarget target,
      DeclaredHeaders declared,
      ApiCall call,
      IssuedToken token,
      Function<String, Optional<String>> chance) {
    this.target = target;
    this.declared = declared;
    this.call = call;
    this.token = token;
    this.chance = chance;
  }

  /// The request.
  ///
  /// @throws Template.ExpansionException when something that the connector declares has no value
  /// @throws RefusedUrlException when the base is no address that could be called
  StreamCall request() throws RefusedUrlException {
    ApiPath path = withQuery(call.path(), target.api().query());
    String address = path.below(target.base());
    OutboundUrl url = OutboundUrl.parse(address);
    return new StreamCall(call.method(), url, headers(url), new Body(call.body()));
  }

  private ApiPath withQuery(ApiPath path, Map<String, Template> declared) {
    if (declared.isEmpty()) {
      return path;
    }
    Function<String, Optional<String>> values = values(Optional.empty());
    List<String> parts = new ArrayList<>();
    Arrays.stream(path.query().split("&", -1))
        .filter(part -> !part.isEmpty())
        // Ours win, however theirs are written.
        .filter(
            part -> {
              Set<String> names = FormText.decode(part.contains("=") ? part : part + "=").keySet();
              return Collections.disjoint(names, declared.keySet());
            })
        .forEach(parts::add);
    declared.forEach(
        (name, template) ->
            parts.add(FormText.encode(name) + "=" + FormText.encode(template.expand(values))));
    return path.withQuery(String.join("&", parts));
  }

  private List<Map.Entry<String, String>> headers(OutboundUrl url) {
    Function<String, Optional<String>> values = values(Optional.of(url));
    Api api = target.api();
    List<Map.Entry<String, String>> ours = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (DeclaredHeaders.Declared header : declared.headers()) {
      if (header.firm() || call.header(header.name()).isEmpty()) {
        String value = header.template().expandHeader(values);
        if (!value.isEmpty()) {
          ours.add(Map.entry(header.name(), value));
          taken.add(header.lowerName());
        }
      }
    }
    List<Map.Entry<String, String>> all = new ArrayList<>();
    for (ApiHeader header : call.headers()) {
      String name = header.lowerName();
      if (!taken.contains(name) && CallerHeaders.goOn(name, api) && !isIdle(name)) {
        all.add(Map.entry(header.name(), header.value()));
      }
    }
    if (call.hasBody() && call.header("Content-Type").isEmpty()) {
      api.contentType().ifPresent(type -> all.add(Map.entry("Content-Type", type)));
    }
    all.addAll(ours);
    return all;
  }

  private boolean isIdle(String name) {
    return name.startsWith("content-") && !call.hasBody() && BODILESS.contains(call.method());
  }

  private Function<String, Optional<String>> values(Optional<OutboundUrl> url) {
    return name ->
        switch (name) {
          case "access_token" -> Optional.of(token.accessToken().secret().reveal());
          case "token_type" -> Optional.of(token.tokenType());
          case "now", "random" -> chance.apply(name);
          case "request.method" -> Optional.of(call.method());
          case "request.host" -> url.map(OutboundUrl::host);
          case "request.path" -> url.map(it -> it.target().split("\\?", 2)[0]);
          case "request.query" -> Optional.of(call.path().query());
          default -> target.client().value(name);
        };
  }

  private record Body(ApiBody body) implements StreamCall.Source {
    @Override
    public OptionalLong length() {
      return body.length();
    }

    @Override
    public InputStream open() throws IOException {
      return body.open();
    }
  }
}
