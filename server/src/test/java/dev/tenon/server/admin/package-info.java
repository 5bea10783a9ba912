/// The console's pages, one by one.
@NullMarked
package dev.tenon.server.admin;

import org.jspecify.annotations.NullMarked;
