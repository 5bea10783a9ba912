package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Connectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes and changes the OAuth clients that stand for another workspace's public one. A draft says
/// of them the name, the apps and when tokens are refreshed; all else is the lender's to say.
final class Borrowing {
  private static final Set<String> OWN_FIELDS = Set.of("name", "uses", "apps", "refresh");

  private final PublicClients publicClients;

  Borrowing(OAuthClientStore store, Connectors connectors) {
    this.publicClients = new PublicClients(store, connectors);
  }

  /// The client of `workspace` that uses what the draft names.
  ///
  /// @param blank a new client of the workspace with nothing in it
  Made adopt(WorkspaceId workspace, OAuthClientDraft draft, OAuthClient blank) {
    String wanted = draft.text("uses").orElse("");
    List<PublicClient> offered = publicClients.offeredTo(workspace);
    Optional<PublicClient> found =
        offered.stream().filter(it -> it.reference().equals(wanted)).findFirst();
    if (found.isEmpty()) {
      List<String> known = offered.stream().map(PublicClient::reference).toList();
      return new Made.Bad(
          List.of(
              new FieldProblem(
                  "uses",
                  "names no public OAuth client of another workspace"
                      + Nearest.hint(wanted, known))));
    }
    PublicClient lent = found.get();
    OAuthClientDraft named =
        draft.texts().containsKey("name") ? draft : draft.with("name", lent.name().value());
    return made(base(lent, blank), named, Loan.of(lent.lender(), lent.id()), lent.provider());
  }

  /// A borrowed client, changed by what the draft has.
  Made change(OAuthClient before, OAuthClientDraft draft) {
    Loan loan = before.loan().orElseThrow(() -> new IllegalStateException(before.id() + " is own"));
    return made(before, draft, loan, loan.providedBy());
  }

  private static Made made(OAuthClient base, OAuthClientDraft draft, Loan loan, String provider) {
    List<FieldProblem> problems = new ArrayList<>();
    for (String field : draft.fields()) {
      if (!OWN_FIELDS.contains(field) && !isSame(base, draft, field)) {
        problems.add(
            new FieldProblem(field, "is not yours to say: " + provider + " provides this client"));
      }
    }
    if (base.loan().isPresent() && draft.text("uses").isPresent()) {
      problems.add(
          new FieldProblem("uses", "cannot change: its connections belong there; add another"));
    }
    DraftReading reading = new DraftReading(draft, problems);
    reading.refuseUnknown();
    IntegrationName name = reading.name(Optional.of(base.name())).orElse(base.name());
    RefreshMode refresh = reading.refreshMode(base.refreshMode());
    AppAccess apps = draft.apps().map(it -> it.checked(problems)).orElse(base.apps());
    return problems.isEmpty()
        ? new Made.Good(base.borrowed(name, apps, refresh, loan))
        : new Made.Bad(problems.stream().distinct().toList());
  }

  /// Forms send what they show: what is repeated as it is does not change anything.
  private static boolean isSame(OAuthClient base, OAuthClientDraft draft, String field) {
    return switch (field) {
      case "connector" -> draft.text(field).equals(Optional.of(base.connector().value()));
      case "connection_definition" ->
          draft.text(field).equals(Optional.of(base.definition().value()));
      default -> false;
    };
  }

  private static OAuthClient base(PublicClient lent, OAuthClient blank) {
    return new OAuthClient(
        blank.id(),
        blank.workspace(),
        lent.name(),
        lent.connector(),
        lent.definition(),
        "",
        List.of(),
        Addresses.none(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        blank.refreshMode(),
        false,
        blank.apps(),
        Map.of(),
        blank.version(),
        blank.createdAt(),
        blank.updatedAt(),
        Optional.empty());
  }

  /// What a draft came to.
  sealed interface Made {
    /// A client that can be stored.
    record Good(OAuthClient client) implements Made {}

    /// Nothing; every problem.
    record Bad(List<FieldProblem> problems) implements Made {
      public Bad {
        problems = List.copyOf(problems);
      }
    }
  }
}
