/// Tests of what goes out to an organisation's own systems.
@NullMarked
package dev.tenon.server.outbound.webhook;

import org.jspecify.annotations.NullMarked;
