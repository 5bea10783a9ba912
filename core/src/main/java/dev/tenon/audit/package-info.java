/// Who did what to what, and when. Uses `access`.
@NullMarked
package dev.tenon.audit;

import org.jspecify.annotations.NullMarked;
