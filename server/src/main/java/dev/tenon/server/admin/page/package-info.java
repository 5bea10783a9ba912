/// What every page of the console is made with: who may see it, its frame, its words. The rooms
/// beside it know this one and none of each other.
@NullMarked
package dev.tenon.server.admin.page;

import org.jspecify.annotations.NullMarked;
