/// Standard retrieval: a token for whom an issuer that the workspace trusts vouches for (RFC 8693).
/// Uses `token` and the rooms above it.
@NullMarked
package dev.tenon.exchange;

import org.jspecify.annotations.NullMarked;
