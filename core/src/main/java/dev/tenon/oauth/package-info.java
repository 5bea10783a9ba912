/// The nouns of the OAuth RFCs: scope, state, code verifier, token response, and what an
/// authorization server answered. Uses `secret`.
@NullMarked
package dev.tenon.oauth;

import org.jspecify.annotations.NullMarked;
