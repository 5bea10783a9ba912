package dev.tenon.entry;

import dev.tenon.access.WorkspaceId;
import dev.tenon.member.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The OpenID provider where a workspace's members sign in to the console.
///
/// @param oauthClient name of the workspace's own OAuth client at that provider
/// @param newcomers the role of whoever signs in there without an invitation; empty: nobody becomes
///   a member without one
/// @param roles how the provider says a member's role; empty: the workspace alone does
public record MemberProvider(
    WorkspaceId workspace,
    String oauthClient,
    Optional<Role> newcomers,
    Optional<RoleClaim> roles) {

  /// What the audit log says of it: all that decides who comes in, and as what.
  public Map<String, String> details() {
    Map<String, String> details = new TreeMap<>();
    details.put("oauth_client", oauthClient);
    details.put("newcomers", newcomers.map(Role::apiName).orElse(""));
    roles.ifPresent(
        it -> {
          details.put("claim", it.claim());
          it.admin().ifPresent(value -> details.put("admin", value));
          it.developer().ifPresent(value -> details.put("developer", value));
          it.viewer().ifPresent(value -> details.put("viewer", value));
        });
    return details;
  }

  /// A claim of the ID token that says the role, at each sign-in.
  ///
  /// @param claim its name; a text or a list of texts
  /// @param admin the value that makes an admin; empty: none does
  /// @param developer as `admin`, for developers
  /// @param viewer as `admin`, for viewers
  public record RoleClaim(
      String claim, Optional<String> admin, Optional<String> developer, Optional<String> viewer) {
    private static final String SHAPE = "[A-Za-z0-9_.:/-]{1,128}";

    public RoleClaim {
      if (!isClaim(claim)) {
        throw new IllegalArgumentException("not the name of a claim");
      }
    }

    /// Whether `text` can be the name of a claim.
    public static boolean isClaim(String text) {
      return text.matches(SHAPE);
    }

    /// The highest role that one of `values` makes; empty when none makes any.
    Optional<Role> role(List<String> values) {
      return Stream.of(
              admin.filter(values::contains).map(_ -> Role.ADMIN),
              developer.filter(values::contains).map(_ -> Role.DEVELOPER),
              viewer.filter(values::contains).map(_ -> Role.VIEWER))
          .flatMap(Optional::stream)
          .findFirst();
    }
  }
}
