/// Spring Security's authorized clients, backed by a Tenon hub: `@RegisteredOAuth2AuthorizedClient`
/// and the `RestClient` interceptor work as ever, and no refresh token is in the app. Begin at
/// [dev.tenon.spring.TenonAutoConfiguration].
@NullMarked
package dev.tenon.spring;

import org.jspecify.annotations.NullMarked;
