/// Tests of the outbound room, with a server that can be as wrong as any provider.
@NullMarked
package dev.tenon.server.outbound;

import org.jspecify.annotations.NullMarked;
