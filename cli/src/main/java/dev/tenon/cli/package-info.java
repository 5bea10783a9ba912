/// The `tenon` program: the list of its commands and how it ends. Uses every room below it.
@NullMarked
package dev.tenon.cli;

import org.jspecify.annotations.NullMarked;
