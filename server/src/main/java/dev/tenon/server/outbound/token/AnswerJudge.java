package dev.tenon.server.outbound.token;

import dev.tenon.connector.Api;
import dev.tenon.connector.TokenReading;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.server.outbound.Fields;
import dev.tenon.server.outbound.HttpAnswer;
import dev.tenon.server.outbound.HttpOutcome;
import dev.tenon.server.outbound.RetryAfter;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Decides what an answer means. The questions in order: was anything sent, did the provider say
/// "not now", is it a success that we can read, and if not, in whose words was it refused.
///
/// A success that cannot be read counts as unanswered, because the refresh token may have been
/// spent; a web page in place of an answer counts as unavailable, because it comes from something
/// in front of the token endpoint.
final class AnswerJudge {
  private final Clock clock;
  private final RetryAfter retryAfter;

  AnswerJudge(Clock clock) {
    this.clock = clock;
    this.retryAfter = new RetryAfter(clock);
  }

  /// Judges `outcome`.
  ///
  /// @param retry where the connector says that the provider asks for patience
  /// @param scrubber knows the secrets that were sent
  Verdict judge(HttpOutcome outcome, TokenReading reading, Api.Retry retry, Scrubber scrubber) {
    return switch (outcome) {
      case HttpOutcome.NotSent(String detail) -> failed(new TokenAnswer.Unreachable(detail));
      case HttpOutcome.TooLate _ -> failed(new TokenAnswer.TooLate());
      case HttpOutcome.NoAnswer(String detail) -> failed(new TokenAnswer.Unanswered(detail));
      case HttpOutcome.Answered(HttpAnswer answer) ->
          new Reading(answer, reading, retry, scrubber).judge();
    };
  }

  /// Judges `outcome` where a success needs no body.
  Verdict judgeDone(HttpOutcome outcome, TokenReading reading, Api.Retry retry, Scrubber scrubber) {
    if (outcome instanceof HttpOutcome.Answered(HttpAnswer answer)
        && answer.isSuccess()
        && Fields.of(answer).flatMap(ProviderError::of).isEmpty()) {
      return new Verdict.Accepted(Fields.headersOf(answer), requestedAt(answer));
    }
    return judge(outcome, reading, retry, scrubber);
  }

  /// Judges `outcome` of a request whose answer may be empty or a word, but counts where it can be
  /// read.
  Verdict judgeStep(HttpOutcome outcome, TokenReading reading, Api.Retry retry, Scrubber scrubber) {
    boolean silent =
        outcome instanceof HttpOutcome.Answered(HttpAnswer answer)
            && Fields.of(answer).isEmpty()
            && !answer.text().stripLeading().startsWith("<");
    return silent
        ? judgeDone(outcome, reading, retry, scrubber)
        : judge(outcome, reading, retry, scrubber);
  }

  /// One of the ways to judge.
  @FunctionalInterface
  interface Judgement {
    /// See [AnswerJudge#judge].
    Verdict judge(HttpOutcome outcome, TokenReading reading, Api.Retry retry, Scrubber scrubber);
  }

  /// From when `expires_in` counts: from sending. The provider counts from when it makes its answer
  /// (RFC 6749 §5.1), which is no earlier, and nobody knows how long that was under way.
  //
  // The clock is read before the age: where this process is stopped in between, that is no later.
  private Instant requestedAt(HttpAnswer answer) {
    return clock.instant().minus(answer.age());
  }

  private static Verdict failed(TokenAnswer answer) {
    return new Verdict.Failed(answer);
  }

  /// One answer that came.
  private final class Reading {
    private final HttpAnswer answer;
    private final TokenReading reading;
    private final Api.Retry retry;
    private final Scrubber scrubber;
    private final Optional<Fields> fields;

    Reading(HttpAnswer answer, TokenReading reading, Api.Retry retry, Scrubber scrubber) {
      this.answer = answer;
      this.reading = reading;
      this.retry = retry;
      this.scrubber = scrubber;
      this.fields = Fields.of(answer).or(this::headersAlone);
    }

    Verdict judge() {
      int status = answer.status();
      if (status >= 500 || status == 429 || status == 408 || status == 425) {
        return notNow("answered " + status);
      }
      if (answer.isSuccess()) {
        return fields.map(this::success).orElseGet(this::unreadable);
      }
      if (status < 400) {
        return notNow("answered " + status + ", a redirect, which is never followed");
      }
      return refusal();
    }

    private Verdict success(Fields read) {
      Optional<ProviderError> declared = ProviderError.inSuccess(read, reading);
      if (declared.isPresent()) {
        return refused(declared.get());
      }
      // A token is a token, whatever else an answer says: a field "error" may well be empty or
      // zero.
      Optional<ProviderError> error = hasToken(read) ? Optional.empty() : ProviderError.of(read);
      return error
          .map(this::refused)
          .orElseGet(() -> new Verdict.Accepted(read, requestedAt(answer)));
    }

    private boolean hasToken(Fields read) {
      return read.text(reading.accessToken()).isPresent()
          || reading.alternateAccessToken().flatMap(read::text).isPresent();
    }

    private Verdict unreadable() {
      if (isWebPage()) {
        return notNow("answered " + answer.status() + " with a web page");
      }
      String what =
          answer.flaw().orElse(answer.text().isBlank() ? "is empty" : "is neither JSON nor a form");
      return failed(new TokenAnswer.Unanswered("the answer " + what));
    }

    private Verdict refusal() {
      Optional<ProviderError> error = fields.flatMap(ProviderError::of);
      if (error.isPresent()) {
        return refused(error.get());
      }
      String said = fields.map(ProviderError::description).orElse("");
      if (answer.status() == 401) {
        return refused(new ProviderError("invalid_client", said));
      }
      return fields.isPresent()
          ? refused(new ProviderError("invalid_request", said))
          : notNow("answered " + answer.status() + " with something that is no token answer");
    }

    private Verdict refused(ProviderError error) {
      if (error.isPassing()) {
        return notNow("answered " + error.code());
      }
      return failed(
          new TokenAnswer.Refused(
              error.code(), scrubber.clean(error.description()), answer.status()));
    }

    private Verdict notNow(String detail) {
      return failed(
          new TokenAnswer.Unavailable(
              answer.status(), retryAfter.read(answer, retry.afterHeader()), detail));
    }

    /// For connectors whose token is in a header or cookie, a body is of no interest.
    private Optional<Fields> headersAlone() {
      String path = reading.accessToken();
      return path.startsWith("header:") || path.startsWith("cookie:")
          ? Optional.of(Fields.headersOf(answer))
          : Optional.empty();
    }

    private boolean isWebPage() {
      return answer.text().stripLeading().startsWith("<");
    }
  }
}
