package dev.tenon.server.proxy;

import dev.tenon.access.Caller;
import dev.tenon.call.ApiResult;
import dev.tenon.connector.Connector;
import dev.tenon.resource.ListingWish;
import dev.tenon.resource.ResourceListings.Planned;
import dev.tenon.resource.ResourceTrials;
import dev.tenon.resource.Trial;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonReader;
import dev.tenon.server.proxy.TrialSubjects.Asked;
import dev.tenon.server.proxy.TrialSubjects.Subject;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// `POST /api/v1/connectors/try`: the first items of a resource as a file declares it that is not
/// posted, through a connection that is there. For admin keys.
public final class TrialRoutes {
  private static final long FEW = 10;
  private static final long MOST = 100;

  private final Callers callers;
  private final ResourceTrials trials;
  private final PostedConnectors connectors;
  private final TrialSubjects subjects;
  private final ListingProblems problems;
  private final Noting noting;
  private final WorkspaceTurns turns;
  private final JsonReader reader = new JsonReader();

  /// Tries by `trials` what `connectors` reads.
  public TrialRoutes(
      Callers callers,
      ResourceTrials trials,
      PostedConnectors connectors,
      TrialSubjects subjects,
      NoTokenProblems noToken,
      Noting noting,
      ProxySettings settings) {
    this.callers = callers;
    this.trials = trials;
    this.connectors = connectors;
    this.subjects = subjects;
    this.problems = new ListingProblems(noToken);
    this.noting = noting;
    this.turns = new WorkspaceTurns(settings.callsPerWorkspace());
  }

  /// The call.
  public List<Route> routes() {
    return List.of(Route.of("POST", "/api/v1/connectors/try", callers.admin(this::tried)));
  }

  private Answer tried(Request request, Caller.Admin admin) {
    Fields fields = new Fields(reader.readObject(request.body()));
    String yaml = fields.requiredLongText("yaml").orElse("");
    String resource = fields.requiredText("resource", TrialRoutes::name).orElse("");
    Asked asked =
        new Asked(
            fields.text("connection"),
            fields.text("integration"),
            fields.text("user"),
            fields.text("app"));
    long limit = fields.whole("limit", 1, MOST).orElse(FEW);
    Map<String, String> within = fields.textsByName("within").orElse(Map.of());
    if (asked.connection().isPresent() == asked.integration().isPresent()) {
      fields.problem("connection", "or integration, with user, is required; not both");
    }
    fields.end();
    Connector connector = connectors.read(admin.workspace(), yaml);
    Subject subject = subjects.find(admin, asked);
    noting.tried(admin, connector.name().value(), subject, resource);
    if (!turns.begin(admin.workspace())) {
      throw new ProblemException(ProxyProblems.tooMany());
    }
    try {
      ListingWish wish = new ListingWish(resource, within, OptionalLong.of(limit));
      return answer(
          trials.run(subject.app(), subject.connection(), subject.ask(), connector, wish),
          subject,
          wish);
    } finally {
      turns.end(admin.workspace());
    }
  }

  private static String name(String text) {
    if (!text.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("a resource is named in small letters, digits and dashes");
    }
    return text;
  }

  private Answer answer(Trial trial, Subject subject, ListingWish wish) {
    return switch (trial) {
      case Trial.Listed listed -> Answer.json(200, TrialJson.write(listed));
      case Trial.NoConnection _ -> throw new ProblemException(ListingProblems.unknown());
      case Trial.NoToken it ->
          throw new ProblemException(problems.noToken(it.reason(), subject.app(), subject.ask()));
      case Trial.NotFitting(String problem) -> throw new ProblemException(notFitting(problem));
      case Trial.NotPlanned(Planned plan) -> throw new ProblemException(notPlanned(plan, wish));
      case Trial.NothingFits it ->
          throw new ProblemException(
              ListingProblems.nothingFits(it.word(), it.wanted(), it.there()));
      case Trial.Refused it -> throw new ProblemException(refused(it, subject));
    };
  }

  private Problem refused(Trial.Refused refused, Subject subject) {
    ApiResult result = refused.result();
    return problems
        .refused(result, subject.app(), subject.ask())
        .with("requests", refused.requests().stream().map(TrialJson::members).toList());
  }

  private static Problem notPlanned(Planned plan, ListingWish wish) {
    return switch (plan) {
      case Planned.NoResource it -> ListingProblems.noResource(wish, it.known());
      case Planned.NoParameter it -> ListingProblems.noParameter(it);
      case Planned.NoConnection _, Planned.NoToken _, Planned.Ready _ ->
          throw new IllegalStateException("a trial has a token: indicates a bug");
    };
  }

  private static Problem notFitting(String problem) {
    return Problem.of(
        422,
        "connector_not_fitting",
        "The connector does not fit the connection",
        "Through this connection the file cannot be tried: " + problem + ".");
  }

  /// Writes down who tried what with whose connection.
  @FunctionalInterface
  public interface Noting {
    /// An admin tries `resource` of `connector` through the subject's connection.
    void tried(Caller.Admin admin, String connector, Subject subject, String resource);
  }
}
