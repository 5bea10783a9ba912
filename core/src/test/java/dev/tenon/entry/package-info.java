/// Tests of where members sign in.
@NullMarked
package dev.tenon.entry;

import org.jspecify.annotations.NullMarked;
