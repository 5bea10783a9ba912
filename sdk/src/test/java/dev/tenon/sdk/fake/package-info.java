/// A hub that answers what a test tells it to, over real HTTP on loopback.
@NullMarked
package dev.tenon.sdk.fake;

import org.jspecify.annotations.NullMarked;
