/// What `tenon demo` adds to a hub and a sandbox: their set-up by the SDK, and a small app that
/// uses the hub as any app would. Uses the SDK, the sandbox and `terminal`.
@NullMarked
package dev.tenon.cli.demo;

import org.jspecify.annotations.NullMarked;
