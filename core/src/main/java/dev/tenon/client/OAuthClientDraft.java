package dev.tenon.client;

import dev.tenon.access.AppName;
import dev.tenon.access.Names;
import dev.tenon.secret.Secret;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// An OAuth client as somebody typed it, nothing of it checked yet. What a draft does not have
/// stays as it is in an update; an empty text takes a value away.
///
/// @param texts by the API's field name, see [#TEXTS]
/// @param clientSecret a new secret
/// @param lent the field `public`
/// @param apps the field `apps`
/// @param parameters by name; an empty text takes one away
public record OAuthClientDraft(
    Map<String, String> texts,
    Optional<Secret> clientSecret,
    Optional<Boolean> lent,
    Optional<Apps> apps,
    Map<String, String> parameters) {
  /// The fields that are texts.
  public static final List<String> TEXTS =
      List.of(
          "name",
          "uses",
          "connector",
          "connection_definition",
          "client_id",
          "client_secret_expires_at",
          "authorization_url",
          "token_url",
          "refresh_url",
          "revocation_url",
          "scope",
          "prompt",
          "client_authentication",
          "refresh");

  public OAuthClientDraft {
    texts = Map.copyOf(texts);
    parameters = Map.copyOf(new LinkedHashMap<>(parameters));
  }

  /// A draft of texts alone.
  public static OAuthClientDraft of(Map<String, String> texts) {
    return new OAuthClientDraft(
        texts, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }

  /// The same with another text for `field`.
  public OAuthClientDraft with(String field, String text) {
    Map<String, String> changed = new LinkedHashMap<>(texts);
    changed.put(field, text);
    return new OAuthClientDraft(changed, clientSecret, lent, apps, parameters);
  }

  /// The same with a client secret.
  public OAuthClientDraft withSecret(Secret secret) {
    return new OAuthClientDraft(texts, Optional.of(secret), lent, apps, parameters);
  }

  /// The same with these parameters.
  public OAuthClientDraft withParameters(Map<String, String> values) {
    return new OAuthClientDraft(texts, clientSecret, lent, apps, values);
  }

  /// The same for these apps.
  public OAuthClientDraft withApps(Apps wanted) {
    return new OAuthClientDraft(texts, clientSecret, lent, Optional.of(wanted), parameters);
  }

  /// The same, `public` or not.
  public OAuthClientDraft withLent(boolean wanted) {
    return new OAuthClientDraft(texts, clientSecret, Optional.of(wanted), apps, parameters);
  }

  /// Whether it names another workspace's public client to use.
  public boolean isOfPublicClient() {
    return text("uses").filter(it -> !it.isEmpty()).isPresent();
  }

  /// The names of the fields that the draft has, by name; never their values.
  List<String> fields() {
    Set<String> fields = new TreeSet<>(texts.keySet());
    parameters.keySet().forEach(name -> fields.add("parameters." + name));
    clientSecret.ifPresent(_ -> fields.add("client_secret"));
    lent.ifPresent(_ -> fields.add("public"));
    apps.ifPresent(_ -> fields.add("apps"));
    return List.copyOf(fields);
  }

  /// What was typed for a field, without space around it; empty when the draft does not have it.
  Optional<String> text(String field) {
    return Optional.ofNullable(texts.get(field)).map(String::strip);
  }

  /// Which apps may use it, as typed.
  public sealed interface Apps {
    /// The word `all`.
    record All() implements Apps {}

    /// A list of names.
    record Named(List<String> names) implements Apps {
      public Named {
        names = List.copyOf(names);
      }
    }

    /// What they come to; what is wrong is added to `problems`.
    default AppAccess checked(List<FieldProblem> problems) {
      return switch (this) {
        case All _ -> new AppAccess.All();
        case Named named -> {
          Set<AppName> apps = new LinkedHashSet<>();
          for (String name : named.names()) {
            Names.problem(name)
                .ifPresentOrElse(
                    flaw -> problems.add(new FieldProblem("apps", "has a name that " + flaw)),
                    () -> apps.add(new AppName(name)));
          }
          yield new AppAccess.Only(apps);
        }
      };
    }
  }
}
