/// Tests of the program as a person or a script runs it.
@NullMarked
package dev.tenon.cli;

import org.jspecify.annotations.NullMarked;
