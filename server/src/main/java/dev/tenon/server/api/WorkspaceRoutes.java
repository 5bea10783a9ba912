package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.access.Names;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.entry.MemberProvider;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.workspace.Branding;
import dev.tenon.workspace.Brandings;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import dev.tenon.workspace.Workspaces;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The caller's own workspace and its settings.
public final class WorkspaceRoutes {
  private final Desk desk;
  private final Workspaces workspaces;
  private final Brandings brandings;
  private final OAuthClientStore clients;
  private final MemberSignInField memberSignIn;
  private final Clock clock;

  /// Answers from `workspaces` and `brandings`.
  public WorkspaceRoutes(
      Desk desk,
      Workspaces workspaces,
      Brandings brandings,
      OAuthClientStore clients,
      MemberSignInField memberSignIn,
      Clock clock) {
    this.desk = desk;
    this.workspaces = workspaces;
    this.brandings = brandings;
    this.clients = clients;
    this.memberSignIn = memberSignIn;
    this.clock = clock;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", "/api/v1/workspace", callers.either(this::show)),
        Route.of("PATCH", "/api/v1/workspace", callers.admin(this::change)));
  }

  private Answer show(Request request, Caller caller) {
    Workspace workspace = own(caller);
    return answer(workspace);
  }

  private Answer change(Request request, Caller.Admin admin) {
    Workspace before = own(admin);
    Fields fields = desk.fields(request);
    Optional<String> name = fields.text("name", Names::require);
    Optional<LinkVerification> verification =
        fields.text("link_verification", WorkspaceRoutes::verification);
    boolean changesSignIn = fields.has("sign_in");
    Optional<Workspace.SignIn> signIn = fields.object("sign_in").flatMap(it -> signIn(it, admin));
    Optional<Boolean> exact = fields.flag("exact_compatibility");
    boolean changesMembers = fields.has(MemberSignInField.NAME);
    Optional<MemberProvider> members = memberSignIn.read(fields, admin.workspace());
    Workspace after =
        new Workspace(
            before.id(),
            name.orElse(before.name()),
            verification.orElse(before.linkVerification()),
            changesSignIn ? signIn : before.signIn(),
            exact.orElse(before.exactCompatibility()),
            before.createdAt());
    if (after.linkVerification() == LinkVerification.HUB && after.signIn().isEmpty()) {
      fields.problem("sign_in", "is required where link_verification is hub");
    }
    Optional<Branding> branding = BrandingFields.read(fields, brandings.find(admin.workspace()));
    fields.end();
    AuditEvent event =
        new AuditEvent(
            admin.workspace(),
            clock.instant(),
            Actor.of(admin),
            "workspace.changed",
            after.id().value(),
            Map.of(
                "link_verification", after.linkVerification().apiName(),
                "exact_compatibility", Boolean.toString(after.exactCompatibility())));
    if (!after.equals(before) && !workspaces.update(before, after, event)) {
      throw new ProblemException(Problems.conflict());
    }
    if (changesMembers) {
      change(admin, members);
    }
    branding.ifPresent(it -> brandings.save(admin.workspace(), it, branded(admin)));
    return answer(after);
  }

  private AuditEvent branded(Caller.Admin admin) {
    return new AuditEvent(
        admin.workspace(),
        clock.instant(),
        Actor.of(admin),
        "workspace.branding_changed",
        admin.workspace().value(),
        Map.of());
  }

  private Answer answer(Workspace workspace) {
    Branding branding = brandings.find(workspace.id());
    return Desk.ok(json -> write(json, workspace, branding));
  }

  private void change(Caller.Admin admin, Optional<MemberProvider> members) {
    AuditEvent event =
        new AuditEvent(
            admin.workspace(),
            clock.instant(),
            Actor.of(admin),
            members.isPresent() ? "sign_in.changed" : "sign_in.removed",
            admin.workspace().value(),
            members.map(MemberProvider::details).orElseGet(Map::of));
    members.ifPresentOrElse(
        it -> memberSignIn.providers().put(it, event),
        () -> memberSignIn.providers().remove(admin.workspace(), event));
  }

  private Optional<Workspace.SignIn> signIn(Fields fields, Caller.Admin admin) {
    Optional<IntegrationName> client = fields.requiredText("oauth_client", IntegrationName::new);
    Optional<String> claim = fields.text("claim", WorkspaceRoutes::claim);
    Optional<OAuthClient> found = client.flatMap(it -> clients.find(admin.workspace(), it));
    if (client.isPresent() && found.isEmpty()) {
      fields.problem("oauth_client", "is not the name of an OAuth client of this workspace");
    } else if (found.flatMap(OAuthClient::loan).isPresent()) {
      // Whoever lends it could say who somebody is.
      fields.problem("oauth_client", "is provided by another workspace; sign-in needs your own");
    }
    return client.map(it -> new Workspace.SignIn(it.value(), claim.orElse("sub")));
  }

  private Workspace own(Caller caller) {
    return workspaces
        .find(caller.workspace())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "a key belongs to no workspace: " + caller.workspace() + "; indicates a bug"));
  }

  private static LinkVerification verification(String text) {
    return LinkVerification.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("it is app, hub or none"));
  }

  private static String claim(String text) {
    if (!text.matches("[A-Za-z0-9_.:/-]{1,128}")) {
      throw new IllegalArgumentException("the name of a claim is needed");
    }
    return text;
  }

  private void write(JsonWriter json, Workspace workspace, Branding branding) {
    json.text("id", workspace.id().value())
        .text("name", workspace.name())
        .text("link_verification", workspace.linkVerification().apiName());
    workspace
        .signIn()
        .ifPresentOrElse(
            signIn ->
                json.object(
                    "sign_in",
                    it ->
                        it.text("oauth_client", signIn.oauthClient())
                            .text("claim", signIn.claim())),
            () -> json.nothing("sign_in"));
    memberSignIn.write(json, workspace.id());
    json.flag("exact_compatibility", workspace.exactCompatibility());
    BrandingFields.write(json, branding);
    json.time("created_at", workspace.createdAt());
  }
}
