/// Tests of the way to providers' APIs.
@NullMarked
package dev.tenon.server.outbound.api;

import org.jspecify.annotations.NullMarked;
