/// Tests of the console's pages for OAuth clients and connectors.
@NullMarked
package dev.tenon.server.admin.clients;

import org.jspecify.annotations.NullMarked;
