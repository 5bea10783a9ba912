/// Tests of what connectors say.
@NullMarked
package dev.tenon.connector;

import org.jspecify.annotations.NullMarked;
