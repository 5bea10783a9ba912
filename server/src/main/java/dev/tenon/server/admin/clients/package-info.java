/// The console's pages for OAuth clients and connectors: lists, forms in steps, the test of the
/// whole way to a token. Uses `admin.page`, `http` and core.
@NullMarked
package dev.tenon.server.admin.clients;

import org.jspecify.annotations.NullMarked;
