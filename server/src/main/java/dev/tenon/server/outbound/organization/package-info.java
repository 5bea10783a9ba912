/// What a provider says of the organizations that a user shares. Uses the outbound client.
@NullMarked
package dev.tenon.server.outbound.organization;

import org.jspecify.annotations.NullMarked;
