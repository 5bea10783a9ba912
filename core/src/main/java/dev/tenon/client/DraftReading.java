package dev.tenon.client;

import dev.tenon.access.Names;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes values of a draft's texts, one by one, and gathers what is wrong with them. A value that
/// is wrong comes out as if it had not been given.
final class DraftReading {
  private final OAuthClientDraft draft;
  private final List<FieldProblem> problems;

  DraftReading(OAuthClientDraft draft, List<FieldProblem> problems) {
    this.draft = draft;
    this.problems = problems;
  }

  void problem(String field, String message) {
    problems.add(new FieldProblem(field, message));
  }

  void refuseUnknown() {
    for (String field : draft.texts().keySet()) {
      if (!OAuthClientDraft.TEXTS.contains(field)) {
        problem(field, "is not a field" + Nearest.hint(field, OAuthClientDraft.TEXTS));
      }
    }
  }

  /// The field's text; `before` when the draft does not have it; empty when it takes it away.
  Optional<String> text(String field, Optional<String> before) {
    Optional<String> typed = draft.text(field);
    return typed.isPresent() ? typed.filter(text -> !text.isEmpty()) : before;
  }

  private <T> Optional<T> value(
      String field, Optional<T> before, Function<String, Optional<T>> read) {
    Optional<String> typed = draft.text(field);
    return typed.isPresent() ? typed.filter(text -> !text.isEmpty()).flatMap(read) : before;
  }

  Optional<IntegrationName> name(Optional<IntegrationName> before) {
    Optional<String> typed = text("name", before.map(IntegrationName::value));
    if (typed.isEmpty()) {
      problem("name", "is missing");
    }
    return typed.flatMap(
        name -> {
          Optional<String> flaw = Names.problem(name);
          flaw.ifPresent(message -> problem("name", message));
          return flaw.isPresent() ? Optional.empty() : Optional.of(new IntegrationName(name));
        });
  }

  Addresses addresses(Addresses before) {
    return new Addresses(
        address("authorization_url", before.authorizationUrl()),
        address("token_url", before.tokenUrl()),
        address("refresh_url", before.refreshUrl()),
        address("revocation_url", before.revocationUrl()));
  }

  private Optional<URI> address(String field, Optional<URI> before) {
    return value(
        field,
        before,
        text -> {
          Optional<String> flaw =
              WebAddress.problem(text).or(() -> AddressLints.flaw(field, URI.create(text)));
          flaw.ifPresent(message -> problem(field, message));
          return flaw.isPresent() ? Optional.empty() : Optional.of(URI.create(text));
        });
  }

  Optional<Scope> scope(Optional<Scope> before) {
    return value(
        "scope",
        before,
        text -> {
          try {
            return Optional.of(Scope.parse(text));
          } catch (IllegalArgumentException e) {
            problem(
                "scope",
                "must be tokens of printable ASCII without quotes and backslashes, separated by spaces");
            return Optional.empty();
          }
        });
  }

  Optional<String> prompt(Optional<String> before) {
    return value(
        "prompt",
        before,
        text -> {
          List<String> words = Arrays.asList(text.split("\\s+"));
          if (!words.stream().allMatch(word -> word.matches("[a-z][a-z_-]*"))) {
            problem("prompt", "must be words such as login, consent or select_account");
            return Optional.empty();
          }
          if (words.contains("none") && words.size() > 1) {
            problem("prompt", "must not have other words beside none");
            return Optional.empty();
          }
          return Optional.of(String.join(" ", words));
        });
  }

  Optional<ClientAuthenticationMethod> authentication(
      Optional<ClientAuthenticationMethod> before, List<ClientAuthenticationMethod> taken) {
    return value(
        "client_authentication",
        before,
        text -> {
          Optional<ClientAuthenticationMethod> method = ClientAuthenticationMethod.parse(text);
          List<String> names =
              taken.stream().map(ClientAuthenticationMethod::registeredName).toList();
          if (method.isEmpty() || (!taken.isEmpty() && !taken.contains(method.get()))) {
            problem(
                "client_authentication",
                "must be one of " + String.join(", ", names) + Nearest.hint(text, names));
          }
          return method;
        });
  }

  RefreshMode refreshMode(RefreshMode before) {
    Optional<String> typed = draft.text("refresh");
    if (typed.isEmpty()) {
      return before;
    }
    // Taken away: as if it had never been said.
    Optional<RefreshMode> mode =
        typed.get().isEmpty() ? Optional.of(RefreshMode.ON_DEMAND) : RefreshMode.parse(typed.get());
    if (mode.isEmpty()) {
      List<String> names = RefreshMode.apiNames();
      problem(
          "refresh",
          "must be one of " + String.join(", ", names) + Nearest.hint(typed.get(), names));
    }
    return mode.orElse(before);
  }

  /// An RFC 3339 time, or a day, which then counts from its beginning in UTC.
  Optional<Instant> expiry(Optional<Instant> before) {
    return value(
        "client_secret_expires_at",
        before,
        text -> {
          try {
            return Optional.of(
                text.length() == "2027-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant());
          } catch (DateTimeException e) {
            problem(
                "client_secret_expires_at",
                "must be a time such as 2027-01-31T00:00:00Z or a day such as 2027-01-31");
            return Optional.empty();
          }
        });
  }
}
