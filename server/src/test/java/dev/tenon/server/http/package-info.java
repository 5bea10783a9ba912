/// Tests of the listener and of what every route shares.
@NullMarked
package dev.tenon.server.http;

import org.jspecify.annotations.NullMarked;
