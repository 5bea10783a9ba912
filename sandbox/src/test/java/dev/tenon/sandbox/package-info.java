/// The sandbox from outside: over HTTP with the JDK's client.
@NullMarked
package dev.tenon.sandbox;

import org.jspecify.annotations.NullMarked;
