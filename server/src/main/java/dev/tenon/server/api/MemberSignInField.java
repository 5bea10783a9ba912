package dev.tenon.server.api;

import dev.tenon.access.WorkspaceId;
import dev.tenon.entry.MemberProvider;
import dev.tenon.entry.MemberProvider.RoleClaim;
import dev.tenon.entry.MemberProviders;
import dev.tenon.entry.ProviderClients;
import dev.tenon.member.Role;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import java.util.Optional;

/// The field of a workspace that says where its members sign in.
public record MemberSignInField(MemberProviders providers, ProviderClients clients) {
  static final String NAME = "member_sign_in";

  /// Reads the field; empty where it is null or not there.
  Optional<MemberProvider> read(Fields fields, WorkspaceId workspace) {
    return fields.object(NAME).flatMap(it -> provider(it, workspace));
  }

  private Optional<MemberProvider> provider(Fields fields, WorkspaceId workspace) {
    Optional<String> client = fields.requiredText("oauth_client", it -> it);
    Optional<Role> newcomers = fields.text("newcomers", MemberSignInField::role);
    Optional<RoleClaim> roles = fields.object("roles").flatMap(MemberSignInField::roles);
    client
        .flatMap(it -> clients.problem(workspace, it))
        .ifPresent(problem -> fields.problem("oauth_client", problem));
    return client.map(it -> new MemberProvider(workspace, it, newcomers, roles));
  }

  private static Optional<RoleClaim> roles(Fields fields) {
    Optional<String> claim = fields.requiredText("claim", MemberSignInField::claim);
    Optional<String> admin = fields.text("admin");
    Optional<String> developer = fields.text("developer");
    Optional<String> viewer = fields.text("viewer");
    if (admin.isEmpty() && developer.isEmpty() && viewer.isEmpty()) {
      fields.problem("claim", "makes no role: say which of its values makes which");
    }
    return claim.map(it -> new RoleClaim(it, admin, developer, viewer));
  }

  private static Role role(String text) {
    return Role.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("it is viewer, developer or admin"));
  }

  private static String claim(String text) {
    if (!RoleClaim.isClaim(text)) {
      throw new IllegalArgumentException("the name of a claim is needed");
    }
    return text;
  }

  void write(JsonWriter json, WorkspaceId workspace) {
    providers
        .find(workspace)
        .ifPresentOrElse(
            it -> json.object(NAME, object -> write(object, it)), () -> json.nothing(NAME));
  }

  private static void write(JsonWriter json, MemberProvider provider) {
    json.text("oauth_client", provider.oauthClient())
        .text("newcomers", provider.newcomers().map(Role::apiName));
    provider
        .roles()
        .ifPresentOrElse(
            roles ->
                json.object(
                    "roles",
                    it ->
                        it.text("claim", roles.claim())
                            .text("admin", roles.admin())
                            .text("developer", roles.developer())
                            .text("viewer", roles.viewer())),
            () -> json.nothing("roles"));
  }
}
