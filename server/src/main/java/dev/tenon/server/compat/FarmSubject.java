package dev.tenon.server.compat;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.client.AppAccess;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Owner;
import dev.tenon.oauth.Scope;
import dev.tenon.server.compat.HeldCredentials.Held;
import dev.tenon.token.TokenAsk;
import java.util.Comparator;
import java.util.Optional;

/// A user's connection whose things are read, and the app that they are read for.
record FarmSubject(Caller.App app, Held held, UserId user) {
  /// The app that an admin's key reads as, where the OAuth client is for all apps.
  private static final AppName LEAF = new AppName("leaf");

  /// What `caller` may read of `held`. Providers are asked for apps: an admin's key reads as the
  /// app `leaf` where every app may use the OAuth client, else as the first of those that may;
  /// empty where none may.
  static Optional<FarmSubject> of(Caller caller, Held held) {
    if (!(held.connection().owner() instanceof Owner.User(UserId user))) {
      return Optional.empty();
    }
    return app(caller, held).map(app -> new FarmSubject(app, held, user));
  }

  private static Optional<Caller.App> app(Caller caller, Held held) {
    return switch (caller) {
      case Caller.App app -> Optional.of(app);
      case Caller.Admin admin ->
          name(held.client().apps())
              .map(name -> new Caller.App(admin.workspace(), admin.key(), name));
    };
  }

  private static Optional<AppName> name(AppAccess apps) {
    return switch (apps) {
      case AppAccess.All _ -> Optional.of(LEAF);
      case AppAccess.Only only -> only.apps().stream().min(Comparator.comparing(AppName::value));
    };
  }

  ConnectionId connection() {
    return held.connection().id();
  }

  LeafProvider provider() {
    return held.provider();
  }

  /// What gets the token of the connection.
  TokenAsk ask() {
    return new TokenAsk(
        held.client().name(), Optional.of(user), TokenAsk.DEFAULT_MIN_TTL, Scope.none());
  }

  /// The id of a thing of the connection.
  String id(FarmKind kind, String id) {
    return LeafId.of(connection(), kind, id).toString();
  }
}
