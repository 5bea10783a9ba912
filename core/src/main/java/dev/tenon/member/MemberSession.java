package dev.tenon.member;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.secret.Fingerprint;
import java.time.Duration;
import java.time.Instant;

/// A browser in which a member is signed in.
///
/// @param key of its cookie
/// @param seenAt when it last asked for something, to the next [#TOUCH]
public record MemberSession(
    Fingerprint key, WorkspaceId workspace, MemberId member, Instant createdAt, Instant seenAt) {
  /// Without a request for this long it is over.
  public static final Duration IDLE = Duration.ofHours(8);

  /// After this long it is over in any case.
  public static final Duration LIFE = Duration.ofDays(7);

  /// How exactly it is noted when a session asked for something last.
  static final Duration TOUCH = Duration.ofMinutes(5);

  /// Whether it is over at `now`.
  public boolean isOver(Instant now) {
    return !now.isBefore(createdAt.plus(LIFE)) || !now.isBefore(seenAt.plus(IDLE));
  }

  boolean isDue(Instant now) {
    return !now.isBefore(seenAt.plus(TOUCH));
  }
}
