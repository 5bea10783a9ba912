package dev.tenon.server.admin.data;

import dev.tenon.access.UserId;
import dev.tenon.connection.Owner;
import dev.tenon.server.admin.data.ResourcePage.Command;
import dev.tenon.server.admin.page.Words;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What to type to get the same list, ready to paste into a shell. Pure.
final class Commands {
  private Commands() {}

  static List<Command> of(Asked asked, URI hub) {
    List<Command> commands = new ArrayList<>();
    String name = asked.subject().client().name() + "/" + asked.resource().name();
    boolean files = asked.resource().file().isPresent();
    if (asked.subject().connection().owner() instanceof Owner.User(UserId user)) {
      String narrowed =
          asked.within().entrySet().stream()
              .map(it -> " --" + it.getKey() + " " + quoted(it.getValue()))
              .collect(Collectors.joining());
      commands.add(
          new Command(
              "command-export",
              "All of it into a directory" + (files ? ", with the files" : ""),
              "tenon export %s -u %s%s%s --to out/"
                  .formatted(
                      quoted(name),
                      quoted(user.value()),
                      narrowed,
                      files ? " --attachments" : "")));
    }
    String query =
        asked.within().entrySet().stream()
            .map(it -> Words.inPath(it.getKey()) + "=" + Words.inPath(it.getValue()))
            .collect(Collectors.joining("&"));
    String address =
        "%s/api/v1/connections/%s/resources/%s%s"
            .formatted(
                hub,
                asked.connection(),
                Words.inPath(asked.resource().name()),
                query.isEmpty() ? "" : "?" + query);
    commands.add(
        new Command(
            "command-curl",
            "As a request",
            "curl -s %s -H \"Authorization: Bearer $TENON_API_KEY\"".formatted(quoted(address))));
    return commands;
  }

  /// One word of a POSIX shell, whatever is in it.
  static String quoted(String text) {
    return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
