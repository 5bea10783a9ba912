/// Standard retrieval for any OAuth library: `POST /oauth2/token` (RFC 8693) and the metadata that
/// leads there (RFC 8414). Translation only: what may be had is decided in core's `exchange`. Uses
/// `http`.
@NullMarked
package dev.tenon.server.exchange;

import org.jspecify.annotations.NullMarked;
