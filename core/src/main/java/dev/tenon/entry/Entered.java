package dev.tenon.entry;

import dev.tenon.member.SignedIn;

/// What became of somebody who came back from a provider.
public sealed interface Entered {
  /// They are signed in.
  ///
  /// @param next where in the console to go; may be empty
  record In(SignedIn signedIn, String next) implements Entered {}

  /// The signed-in member may sign in there from now on.
  record Connected() implements Entered {}

  /// They are not.
  ///
  /// @param detail for whoever operates the hub; may be empty
  record Not(Reason reason, String detail) implements Entered {
    /// For that reason, of which nothing more is known.
    public Not(Reason reason) {
      this(reason, "");
    }
  }

  /// Why somebody was not signed in.
  enum Reason {
    /// Not this browser began it, or it took too long, or the address is not whole.
    NOT_OURS,
    /// It was used already.
    USED,
    /// There is no provider, or another one by now.
    NOT_SET_UP,
    /// The provider was asked and another one answered.
    OTHER_ISSUER,
    /// They, or the provider for them, said no.
    DECLINED,
    /// So many sign in there just now, or so many failed from the same address, that nothing was
    /// tried.
    BUSY,
    /// The provider cannot be reached, or had a bad moment.
    AWAY,
    /// The provider refused the OAuth client: an admin must mend it.
    CLIENT_REFUSED,
    /// What the provider answered cannot be trusted.
    NOT_TRUSTED,
    /// The provider does not say that their e-mail address is theirs.
    NO_EMAIL,
    /// Nobody invited them.
    NOT_INVITED,
    /// A member of the workspace has their e-mail address, and has not said that it is them.
    NOT_CONNECTED,
    /// The provider gives them no role here.
    NO_ROLE,
    /// Another member is that already.
    SOMEBODY_ELSE
  }
}
