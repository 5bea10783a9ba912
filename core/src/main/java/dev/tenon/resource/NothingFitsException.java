package dev.tenon.resource;

import java.io.IOException;
import java.util.List;

/// An ancestor that was wished for is not there.
public final class NothingFitsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String word;
  private final String wanted;
  private final transient List<String> there;

  NothingFitsException(String word, String wanted, List<String> there) {
    super("there is no such " + word);
    this.word = word;
    this.wanted = wanted;
    this.there = List.copyOf(there);
  }

  /// What it is: `project`.
  public String word() {
    return word;
  }

  /// What was wished for.
  public String wanted() {
    return wanted;
  }

  /// The names that there are, up to a thousand.
  public List<String> there() {
    return there;
  }
}
