package dev.tenon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of `docs/guides`, taken apart into what a reader does, in order.
///
/// A fence of `sh` is run; one of `text` is what the last run printed, where `…` stands for
/// anything. Comments before a fence say more: `<!-- file NAME -->`, `<!-- exit CODE -->`. The
/// comment `<!-- user NAME … -->` is what the user does in the browser with the last printed link.
/// A fence without a language is shown and not run.
record Guide(String name, List<Step> steps) {
  private static final Pattern PART =
      Pattern.compile(
          "(?m)(?:^<!-- (?<comment>[^>]*?) -->$\\s*)?^```(?<language>[a-z]*)\\n(?<body>.*?)^```$"
              + "|^<!-- user (?<user>[^>]*?) -->$",
          Pattern.DOTALL);

  static Guide read(Path page) throws IOException {
    List<Step> steps = new ArrayList<>();
    Matcher part = PART.matcher(Files.readString(page));
    while (part.find()) {
      String comment = part.group("comment") == null ? "" : part.group("comment");
      if (part.group("user") != null) {
        steps.add(user(part.group("user")));
      } else if (comment.startsWith("user ")) {
        // The comment stood directly before a fence.
        steps.add(user(comment.substring("user ".length())));
        add(steps, "", part.group("language"), part.group("body"));
      } else {
        add(steps, comment, part.group("language"), part.group("body"));
      }
    }
    return new Guide(page.getFileName().toString().replace(".md", ""), steps);
  }

  private static void add(List<Step> steps, String comment, String language, String body) {
    switch (language) {
      case "sh" ->
          steps.add(
              new Step.Run(
                  body,
                  comment.startsWith("exit ")
                      ? Integer.parseInt(comment.substring("exit ".length()).strip())
                      : 0));
      case "text" -> steps.add(new Step.Printed(body));
      case "" -> {}
      default -> {
        if (!comment.startsWith("file ")) {
          throw new IllegalArgumentException("which file is this? " + body);
        }
        steps.add(new Step.Save(comment.substring("file ".length()).strip(), body));
      }
    }
  }

  private static Step.User user(String words) {
    String[] parts = words.split(", ", -1);
    List<String> all = List.of(parts);
    String pictures =
        all.stream()
            .filter(it -> it.startsWith("pictures "))
            .map(it -> it.substring("pictures ".length()))
            .findFirst()
            .orElse("");
    return new Step.User(parts[0].strip(), all.contains("organizations"), pictures);
  }

  /// Something that a reader does or sees.
  sealed interface Step {
    /// Commands, of which the last ends with `code`.
    record Run(String commands, int code) implements Step {}

    /// What they printed.
    record Printed(String text) implements Step {}

    /// A file to write.
    record Save(String name, String content) implements Step {}

    /// The user opens the last link, and says yes.
    ///
    /// @param pictures what pictures of it are called; empty for none
    record User(String name, boolean organizations, String pictures) implements Step {}
  }
}
