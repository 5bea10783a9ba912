/// Calls providers' APIs: puts the token where the connector says, and blots it out where the
/// provider quotes it. Uses `outbound`.
@NullMarked
package dev.tenon.server.outbound.api;

import org.jspecify.annotations.NullMarked;
