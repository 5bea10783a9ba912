/// Tests of the Java client, over real HTTP against the hub of `fake`.
@NullMarked
package dev.tenon.sdk;

import org.jspecify.annotations.NullMarked;
