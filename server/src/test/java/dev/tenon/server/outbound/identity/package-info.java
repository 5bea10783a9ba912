/// Tests of what issuers say of themselves and of their users.
@NullMarked
package dev.tenon.server.outbound.identity;

import org.jspecify.annotations.NullMarked;
