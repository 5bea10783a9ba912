package dev.tenon.spring;

import dev.tenon.sdk.ConnectLink;
import dev.tenon.sdk.ConnectLinkRequest;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.TenonException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// Sends a user who must connect to do so, as Spring Security does for its own clients, and
/// remembers the page to come back to. A program, which accepts no pages, gets 403 with the address
/// in JSON. An `@ExceptionHandler` of the app's goes first.
final class ConnectRedirect implements HandlerExceptionResolver, Ordered {
  private static final Log LOG = LogFactory.getLog(ConnectRedirect.class);

  /// After the handlers of the app's, which have 0.
  private static final int ORDER = 10;

  private final TenonClient client;
  private final TenonUsers users;
  private final Optional<URI> returnUrl;

  ConnectRedirect(TenonClient client, TenonUsers users, Optional<URI> returnUrl) {
    this.client = client;
    this.users = users;
    this.returnUrl = returnUrl;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    Optional<TenonConnectRequiredException> required = required(failure);
    if (required.isEmpty()) {
      return null;
    }
    try {
      return acceptsPages(request)
          ? redirected(request, response, required.get())
          : refused(response, required.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<TenonConnectRequiredException> required(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof TenonConnectRequiredException required) {
        return Optional.of(required);
      }
    }
    return Optional.empty();
  }

  private static boolean acceptsPages(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains("text/html");
  }

  private @Nullable ModelAndView redirected(
      HttpServletRequest request,
      HttpServletResponse response,
      TenonConnectRequiredException required)
      throws IOException {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    Optional<String> user = Optional.ofNullable(who).flatMap(users::userOf);
    if (user.isEmpty()) {
      return null;
    }
    ConnectLink link;
    try {
      link =
          client
              .connectLinks()
              .create(
                  ConnectLinkRequest.of(required.getClientRegistrationId(), user.get())
                      .withReturnUrl(returnUrl.orElseGet(() -> back(request))));
    } catch (TenonException e) {
      LOG.warn("no connect link was made: " + e.getMessage());
      return null;
    }
    new Connecting(link.id(), user.get(), page(request)).rememberIn(request);
    response.sendRedirect(link.url().toString());
    return new ModelAndView();
  }

  private static URI back(HttpServletRequest request) {
    return ServletUriComponentsBuilder.fromContextPath(request)
        .path(ConnectReturn.PATH)
        .build()
        .toUri();
  }

  /// A page that was asked for can be asked for again; what was sent cannot.
  private static String page(HttpServletRequest request) {
    String path = request.getRequestURI();
    // Two slashes would lead to another host.
    if (!request.getMethod().equals("GET") || path.startsWith("//")) {
      return request.getContextPath() + "/";
    }
    String query = request.getQueryString();
    return path + (query == null ? "" : "?" + query);
  }

  private static ModelAndView refused(
      HttpServletResponse response, TenonConnectRequiredException required) throws IOException {
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType("application/problem+json");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.getWriter().write(ProblemText.connectRequired(required));
    return new ModelAndView();
  }
}
