/// What the program shares with its surroundings: text in and out, tables, exit codes, and how a
/// failure is told. Uses the SDK.
@NullMarked
package dev.tenon.cli.terminal;

import org.jspecify.annotations.NullMarked;
