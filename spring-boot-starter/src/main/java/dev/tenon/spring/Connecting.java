package dev.tenon.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A user of this browser session who is away connecting.
///
/// @param link the connect link's id
/// @param user whom the link was made for
/// @param page where the user goes on afterwards: a path of this app
record Connecting(String link, String user, String page) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ATTRIBUTE = Connecting.class.getName();
  private static final int MOST = 10;

  /// Remembers it in the session of `request`.
  void rememberIn(HttpServletRequest request) {
    HttpSession session = request.getSession();
    List<Connecting> all = new ArrayList<>(all(session));
    all.add(this);
    session.setAttribute(
        ATTRIBUTE, new ArrayList<>(all.subList(Math.max(0, all.size() - MOST), all.size())));
  }

  /// The one that left by `link` in the session of `request`; it comes back once.
  static Optional<Connecting> take(HttpServletRequest request, String link) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return Optional.empty();
    }
    List<Connecting> all = new ArrayList<>(all(session));
    Optional<Connecting> found = all.stream().filter(it -> it.link().equals(link)).findFirst();
    found.ifPresent(
        it -> {
          all.remove(it);
          session.setAttribute(ATTRIBUTE, all);
        });
    return found;
  }

  @SuppressWarnings("unchecked")
  private static List<Connecting> all(HttpSession session) {
    return session.getAttribute(ATTRIBUTE) instanceof List<?> known
        ? (List<Connecting>) known
        : List.of();
  }
}
