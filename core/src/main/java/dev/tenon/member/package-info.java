/// Who administers a workspace in the browser: members with their roles, one-time links that sign
/// in, sessions. Uses `workspace` and the rooms above it.
@NullMarked
package dev.tenon.member;

import org.jspecify.annotations.NullMarked;
