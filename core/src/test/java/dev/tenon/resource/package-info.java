/// Tests of listing.
@NullMarked
package dev.tenon.resource;

import org.jspecify.annotations.NullMarked;
