/// Tests of the starter, against the SDK's fake hub over real HTTP.
@NullMarked
package dev.tenon.spring;

import org.jspecify.annotations.NullMarked;
