/// Members, links and sessions, on stores in memory.
@NullMarked
package dev.tenon.member;

import org.jspecify.annotations.NullMarked;
