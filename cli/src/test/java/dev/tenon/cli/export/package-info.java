/// Tests of exports.
@NullMarked
package dev.tenon.cli.export;

import org.jspecify.annotations.NullMarked;
