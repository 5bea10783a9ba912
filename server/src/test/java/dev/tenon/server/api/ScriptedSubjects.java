package dev.tenon.server.api;

import dev.tenon.access.UserId;
import dev.tenon.exchange.Issuer;
import dev.tenon.exchange.SubjectTokenType;
import dev.tenon.exchange.SubjectTokens;
import dev.tenon.secret.Secret;
import java.util.List;

/// Subject tokens that say `issuer user`, and issuers that are as a test says.
final class ScriptedSubjects implements SubjectTokens {
  volatile Standing standing = new Standing.Good();
  volatile boolean keysAway;

  @Override
  public Verdict verify(List<Issuer> issuers, SubjectTokenType type, Secret token) {
    String[] parts = token.reveal().split(" ", 2);
    if (keysAway) {
      return new Verdict.Unknown();
    }
    return issuers.stream()
        .filter(it -> it.url().equals(parts[0]))
        .findFirst()
        .<Verdict>map(it -> new Verdict.Genuine(it, new UserId(parts[1])))
        .orElseGet(
            () ->
                new Verdict.Refused("is from an issuer that is not registered in this workspace"));
  }

  @Override
  public Standing ask(Issuer issuer) {
    return standing;
  }
}
