/// The commands that are clients of a running hub. Uses the SDK for every call to it, and
/// `terminal`.
@NullMarked
package dev.tenon.cli.command;

import org.jspecify.annotations.NullMarked;
