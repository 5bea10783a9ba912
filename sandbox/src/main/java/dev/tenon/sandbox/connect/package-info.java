/// Trimble Connect: three pods with their projects, the Core API 2.0 below each, the BCF topics on
/// hosts of their own, and the storage that signed addresses lead to. Signs nobody in: it believes
/// Trimble Identity.
@NullMarked
package dev.tenon.sandbox.connect;

import org.jspecify.annotations.NullMarked;
