/// Tests of the catalogue, and of OAuth clients against its connectors.
@NullMarked
package dev.tenon.server.catalog;

import org.jspecify.annotations.NullMarked;
