/// Tests of asking token endpoints, against answers of every kind.
@NullMarked
package dev.tenon.server.outbound.token;

import org.jspecify.annotations.NullMarked;
