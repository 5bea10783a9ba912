/// Who asks: the workspace, its API keys, and the caller that a key stands for. Uses `secret`.
@NullMarked
package dev.tenon.access;

import org.jspecify.annotations.NullMarked;
