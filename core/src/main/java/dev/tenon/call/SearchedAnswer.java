package dev.tenon.call;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// An answer into whose body the hub has looked for what its connector says means "later"
/// (`api.retry.in_body`): some providers say so in a 200 or a 403. Whoever reads it gets the whole
/// body.
///
/// Only bodies are looked into that are short, or of an error: the beginning of a long one would
/// have to be waited for, and a list of things is no refusal.
final class SearchedAnswer implements ApiAnswer {
  private static final int MOST_BYTES = 16 * 1024;

  private final ApiAnswer answer;
  private final InputStream body;
  private final boolean saysLater;

  private SearchedAnswer(ApiAnswer answer, InputStream body, boolean saysLater) {
    this.answer = answer;
    this.body = body;
    this.saysLater = saysLater;
  }

  /// `answer`, looked into where that may tell something.
  ///
  /// @param later regular expressions
  static ApiAnswer of(ApiAnswer answer, List<String> later) {
    if (later.isEmpty() || !answer.hasBody() || !isWorthwhile(answer)) {
      return answer;
    }
    byte[] head;
    try {
      head = answer.body().readNBytes(MOST_BYTES);
    } catch (IOException e) {
      return new SearchedAnswer(answer, new Broken(e), false);
    }
    String text = new String(head, StandardCharsets.UTF_8);
    boolean found = later.stream().anyMatch(it -> Pattern.compile(it).matcher(text).find());
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), answer.body());
    return new SearchedAnswer(answer, whole, found);
  }

  private static boolean isWorthwhile(ApiAnswer answer) {
    OptionalLong length = answer.length();
    return answer.status() >= 400 || (length.isPresent() && length.getAsLong() <= MOST_BYTES);
  }

  @Override
  public int status() {
    return answer.status();
  }

  @Override
  public List<ApiHeader> headers() {
    return answer.headers();
  }

  @Override
  public OptionalLong length() {
    return answer.length();
  }

  @Override
  public boolean hasBody() {
    return true;
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public boolean saysLater() {
    return saysLater;
  }

  @Override
  public void close() {
    answer.close();
  }

  /// A body that broke off while it was looked into.
  private static final class Broken extends InputStream {
    private final IOException cause;

    Broken(IOException cause) {
      this.cause = cause;
    }

    @Override
    public int read() throws IOException {
      throw cause;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      throw cause;
    }
  }
}
