/// Tests of the proxy, through a whole hub and a provider of the test's own.
@NullMarked
package dev.tenon.server.proxy;

import org.jspecify.annotations.NullMarked;
