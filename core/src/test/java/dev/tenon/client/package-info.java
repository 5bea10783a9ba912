/// Tests of OAuth clients' pure rules.
@NullMarked
package dev.tenon.client;

import org.jspecify.annotations.NullMarked;
