/// The wire as the simulated hosts see it: a request comes in, a reply goes out. Only
/// [dev.tenon.sandbox.http.Listener] knows the web server; every simulated host is a function from
/// [dev.tenon.sandbox.http.Request] to [dev.tenon.sandbox.http.Reply], so no host does I/O and no
/// lock of theirs is ever held over it.
@NullMarked
package dev.tenon.sandbox.http;

import org.jspecify.annotations.NullMarked;
