/// An authorization server as the real providers run it: strict where they are, odd where they are.
/// What one provider does differently from the next stands in its
/// [dev.tenon.sandbox.oauth.Dialect]; everything else is written once, straight from RFC 6749,
/// 6750, 7009, 7523, 7636, 7662, 9207 and OpenID Connect Core.
///
/// Locks: [dev.tenon.sandbox.oauth.Grants], [dev.tenon.sandbox.oauth.Tallies] and
/// [dev.tenon.sandbox.oauth.Assertions] each guard their own maps with their own monitor. `Grants`
/// takes that of `Tallies` while it holds its own, never the other way. None is held while a token
/// is signed or anything is sent.
@NullMarked
package dev.tenon.sandbox.oauth;

import org.jspecify.annotations.NullMarked;
