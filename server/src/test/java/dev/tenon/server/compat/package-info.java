/// Tests of Leaf's surface as far as it is pure; the rest is in `journey`.
@NullMarked
package dev.tenon.server.compat;

import org.jspecify.annotations.NullMarked;
