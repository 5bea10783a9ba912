/// Asks token endpoints: builds requests as RFC 6749 and the connector say, proves the client one
/// way and never two, and reads answers leniently while judging them strictly. Uses `outbound` and
/// `outbound.identity`.
@NullMarked
package dev.tenon.server.outbound.token;

import org.jspecify.annotations.NullMarked;
