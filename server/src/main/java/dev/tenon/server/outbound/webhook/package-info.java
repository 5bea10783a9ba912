/// What goes out to an organisation's own systems, signed. Uses the outbound client and nothing of
/// providers.
@NullMarked
package dev.tenon.server.outbound.webhook;

import org.jspecify.annotations.NullMarked;
