/// Exports of other programs, read as what the hub can import. Knows files and their formats, and
/// no hub.
@NullMarked
package dev.tenon.cli.imports;

import org.jspecify.annotations.NullMarked;
