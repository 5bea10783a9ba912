/// Every call that the hub makes to somebody else goes out through here: addresses are vetted
/// before they are called, time and size are bounded, and what came of a call says whether anything
/// was sent. Uses core; no other room does outbound HTTP.
///
/// `outbound.token` asks token endpoints; `outbound.identity` learns addresses, keys and accounts.
@NullMarked
package dev.tenon.server.outbound;

import org.jspecify.annotations.NullMarked;
