/// Tests of what every page of the console is made with.
@NullMarked
package dev.tenon.server.admin.page;

import org.jspecify.annotations.NullMarked;
