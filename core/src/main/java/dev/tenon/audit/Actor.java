package dev.tenon.audit;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.MemberId;
import dev.tenon.access.UserId;

/// Who did it.
public sealed interface Actor {
  /// An administrator, by API key.
  record Admin(KeyId key) implements Actor {}

  /// A member of the workspace, in the console.
  record Member(MemberId id) implements Actor {}

  /// An app, by API key.
  record App(AppName name, KeyId key) implements Actor {}

  /// An end user in the browser.
  record User(UserId id) implements Actor {}

  /// The hub itself, for example when a pending connection is given up.
  record Hub() implements Actor {}

  /// The actor that `caller` is.
  static Actor of(Caller caller) {
    return switch (caller) {
      case Caller.Admin admin ->
          admin.member().<Actor>map(Member::new).orElseGet(() -> new Admin(admin.key()));
      case Caller.App app -> new App(app.name(), app.key());
    };
  }

  /// One word and, where there is one, the id: `admin:key_1`, `member:mem_1`, `app:demo`,
  /// `user:ada`, `hub`.
  default String label() {
    return switch (this) {
      case Admin admin -> "admin:" + admin.key();
      case Member member -> "member:" + member.id();
      case App app -> "app:" + app.name();
      case User user -> "user:" + user.id();
      case Hub _ -> "hub";
    };
  }
}
