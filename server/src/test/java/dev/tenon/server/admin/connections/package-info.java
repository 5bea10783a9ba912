/// Tests of the console's pages about connections.
@NullMarked
package dev.tenon.server.admin.connections;

import org.jspecify.annotations.NullMarked;
