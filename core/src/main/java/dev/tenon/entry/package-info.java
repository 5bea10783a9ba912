/// Members who come in by their workspace's OpenID provider: which one it is, the trip there and
/// back, and who somebody is who comes back. Uses `client`, `member` and the rooms above them.
@NullMarked
package dev.tenon.entry;

import org.jspecify.annotations.NullMarked;
