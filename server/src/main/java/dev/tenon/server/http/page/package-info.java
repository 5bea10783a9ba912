/// What the pages of several rooms share: where browsers reach the hub, and the files that pages
/// need.
@NullMarked
package dev.tenon.server.http.page;

import org.jspecify.annotations.NullMarked;
