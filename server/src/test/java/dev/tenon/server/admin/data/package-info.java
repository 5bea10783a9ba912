/// Tests of the pages of data.
@NullMarked
package dev.tenon.server.admin.data;

import org.jspecify.annotations.NullMarked;
