/// Tests of calling providers' APIs.
@NullMarked
package dev.tenon.call;

import org.jspecify.annotations.NullMarked;
