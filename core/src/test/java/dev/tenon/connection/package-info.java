/// Tests of the grant's rules.
@NullMarked
package dev.tenon.connection;

import org.jspecify.annotations.NullMarked;
