package dev.tenon.spring;

import dev.tenon.sdk.HubRefusedException;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Where users come back to after connecting. The app vouches here that the one who comes back is
/// the one who left: the same session, and the same user signed in. Only then is the connection
/// confirmed at the hub, and hands out tokens.
@Controller
final class ConnectReturn {
  /// Under the app's own address; to be registered at the hub for the app.
  static final String PATH = "/tenon/connected";

  private final TenonClient client;
  private final TenonUsers users;

  ConnectReturn(TenonClient client, TenonUsers users) {
    this.client = client;
    this.users = users;
  }

  @GetMapping(PATH)
  ResponseEntity<String> back(
      HttpServletRequest request,
      @Nullable Authentication authentication,
      @RequestParam("connect_link") String link,
      @RequestParam("connect_code") Optional<String> code) {
    Optional<String> user = Optional.ofNullable(authentication).flatMap(users::userOf);
    Optional<Connecting> left =
        Connecting.take(request, link).filter(it -> user.filter(it.user()::equals).isPresent());
    if (left.isEmpty()) {
      return said(
          HttpStatus.FORBIDDEN, "This is not where you left. Go back to the page and try again.");
    }
    // Without a code the hub has verified the user itself.
    if (code.isPresent()) {
      try {
        client.connectLinks().confirm(link, Secret.of(code.get()));
      } catch (HubRefusedException e) {
        return said(
            HttpStatus.CONFLICT, "The connection could not be confirmed. Connect once more.");
      }
    }
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.LOCATION, left.get().page())
        .build();
  }

  private static ResponseEntity<String> said(HttpStatus status, String words) {
    return ResponseEntity.status(status).header("Content-Type", "text/plain").body(words);
  }
}
