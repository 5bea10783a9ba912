/// Tests of the API through its own door: a listener on a free port, stores in memory.
@NullMarked
package dev.tenon.server.api;

import org.jspecify.annotations.NullMarked;
