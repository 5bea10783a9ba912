/// Tests of what every page shares.
@NullMarked
package dev.tenon.server.http.page;

import org.jspecify.annotations.NullMarked;
