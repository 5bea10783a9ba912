package dev.tenon.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tenon.sdk.ConnectLink;
import dev.tenon.sdk.ConnectLinkRequest;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.TenonException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The demo's app: an app as any other that uses the hub, for the one user `you`. It has a button
/// that connects Trimble Connect, and then shows the projects of all regions.
///
/// It answers on this machine only, and only to pages of its own address.
public final class DemoApp implements AutoCloseable {
  /// The integration that it uses.
  public static final String INTEGRATION = "trimble-connect";

  /// Its only user.
  public static final String USER = "you";

  private static final String RETURN = "/connected";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private final TenonClient tenon;
  private final ProjectsOfUser projects;
  private final Set<String> links = ConcurrentHashMap.newKeySet();

  private DemoApp(HttpServer server, TenonClient tenon, URI trimbleConnect) {
    this.server = server;
    this.tenon = tenon;
    this.projects = new ProjectsOfUser(tenon, new TrimbleProjects(http, trimbleConnect));
  }

  /// Starts it; it listens when this returns.
  ///
  /// @param port 0 takes any free one
  /// @param tenon the hub, with the app's key; closed with the app
  /// @param trimbleConnect the master region of Trimble Connect
  public static DemoApp start(int port, TenonClient tenon, URI trimbleConnect) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var app = new DemoApp(HttpServer.create(address, 0), tenon, trimbleConnect);
    app.server.setExecutor(app.threads);
    app.server.createContext("/", app::answer);
    app.server.start();
    return app;
  }

  /// Its address.
  public URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
    tenon.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(new DemoExchange(exchange, url(), tenon.hub()));
    }
  }

  private void answer(DemoExchange exchange) throws IOException {
    if (!exchange.isOurs()) {
      exchange.refuse(403, "This did not come from a page of the demo. Open " + url());
      return;
    }
    try {
      route(exchange);
    } catch (TenonException e) {
      exchange.page(DemoPage.of(ProjectsView.Unavailable.becauseOf(e)));
    }
  }

  private void route(DemoExchange exchange) throws IOException {
    switch (exchange.route()) {
      case "GET /" -> exchange.page(DemoPage.of(projects.view()));
      case "GET /style.css" -> exchange.style();
      case "POST /connect" -> connect(exchange);
      case "GET " + RETURN -> comeBack(exchange);
      default -> exchange.refuse(404, "There is nothing here. Open " + url());
    }
  }

  private void connect(DemoExchange exchange) throws IOException {
    ConnectLink link =
        tenon
            .connectLinks()
            .create(ConnectLinkRequest.of(INTEGRATION, USER).withReturnUrl(url().resolve(RETURN)));
    links.add(link.id());
    exchange.redirect(link.url());
  }

  /// Where the workspace lets apps verify, the hub hands out nothing until the app says that its
  /// own user came back with this code.
  private void comeBack(DemoExchange exchange) throws IOException {
    Optional<String> code = exchange.parameter("connect_code");
    Optional<String> link = exchange.parameter("connect_link");
    if (code.isPresent() && link.filter(links::contains).isPresent()) {
      tenon.connectLinks().confirm(link.get(), Secret.of(code.get()));
    }
    exchange.redirect(url());
  }
}
