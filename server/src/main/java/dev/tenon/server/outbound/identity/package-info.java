/// What an issuer says of itself and of its users: metadata, keys, ID tokens, userinfo. Uses
/// `outbound`.
@NullMarked
package dev.tenon.server.outbound.identity;

import org.jspecify.annotations.NullMarked;
