/// The rules that hold for all rooms of core, and for the pages of all packages.
@NullMarked
package dev.tenon;

import org.jspecify.annotations.NullMarked;
