/// Tests of how a workspace is seen.
@NullMarked
package dev.tenon.workspace;

import org.jspecify.annotations.NullMarked;
