/// Tests of the console's pages about apps.
@NullMarked
package dev.tenon.server.admin.apps;

import org.jspecify.annotations.NullMarked;
