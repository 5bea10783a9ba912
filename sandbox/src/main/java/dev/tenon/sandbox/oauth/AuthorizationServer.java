package dev.tenon.sandbox.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.tenon.sandbox.fault.Call;
import dev.tenon.sandbox.fault.Call.Endpoint;
import dev.tenon.sandbox.fault.Faults;
import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.Routes;
import dev.tenon.sandbox.oauth.Tallies.Event;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import tools.jackson.databind.node.ObjectNode;

/// One simulated provider's authorization server with everything it remembers. Safe for use by any
/// thread.
public final class AuthorizationServer {
  /// What every server of one sandbox shares.
  ///
  /// @param clock the time at the providers, which can be moved
  /// @param outside the time of those who call
  /// @param ids unguessable texts, for codes and token ids
  /// @param key seals refresh tokens
  /// @param calls remembers what became of each token call
  public record Surroundings(
      Clock clock,
      Clock outside,
      Faults faults,
      Supplier<String> ids,
      SecretKey key,
      TokenCalls calls) {}

  private final Dialect dialect;
  private final Issuer issuer;
  private final Surroundings around;
  private final Signer signer;
  private final Clients clients = new Clients();
  private final Tallies tallies;
  private final Grants grants;
  private final Tokens tokens;
  private final SignIns signIns;

  private AuthorizationServer(Dialect dialect, URI uri, Surroundings around) {
    this.dialect = dialect;
    this.issuer = new Issuer(uri);
    this.around = around;
    this.signer = new Signer(dialect.provider() + "-1");
    this.tallies = new Tallies(dialect.provider());
    this.grants =
        new Grants(dialect.provider(), dialect.policy(), around.clock(), tallies, around.key());
    this.tokens = new Tokens(issuer, signer, dialect, grants, around);
    this.signIns = new SignIns(dialect.provider());
  }

  /// Trimble Identity at this issuer.
  public static AuthorizationServer trimbleIdentity(URI issuer, Surroundings around) {
    return new AuthorizationServer(new TrimbleDialect(), issuer, around);
  }

  /// Autodesk Platform Services, Authentication v2, at this issuer.
  public static AuthorizationServer autodesk(URI issuer, Surroundings around) {
    return new AuthorizationServer(new AutodeskDialect(), issuer, around);
  }

  /// Acme ID, a provider that follows OpenID Connect to the letter, at this issuer.
  public static AuthorizationServer acme(URI issuer, Surroundings around) {
    return new AuthorizationServer(new AcmeDialect(), issuer, around);
  }

  /// Adds the endpoints to the routes of the provider's host.
  public Routes addTo(Routes routes) {
    var paths = dialect.paths();
    var assertions = new Assertions(issuer, issuer.at(paths.token()), around.outside());
    var authentication = new ClientAuthentication(clients, assertions);
    var authorize =
        new AuthorizationEndpoint(
            dialect, issuer, clients, grants, signIns, around.clock(), around.ids());
    var token =
        new TokenEndpoint(dialect, authentication, grants, tokens, around.clock(), around.ids());
    var revocation = new RevocationEndpoint(dialect, authentication, grants, tokens);
    var userInfo = new UserInfoEndpoint(dialect, tokens);
    routes
        .on("GET", "/.well-known/openid-configuration", _ -> Reply.json(200, discovery()))
        .on("GET", paths.authorize(), request -> authorize(request, authorize::show))
        .on("POST", paths.authorize(), authorize::decide)
        .on("POST", paths.token(), request -> token(request, token::answer))
        .on("POST", paths.revoke(), request -> revoke(request, revocation::revoke))
        .on("GET", paths.userInfo(), userInfo::answer)
        .on("GET", paths.jwks(), _ -> Reply.json(200, signer.jwks()))
        .on("GET", paths.logout(), _ -> logout());
    return paths.introspect().isEmpty()
        ? routes
        : routes.on("POST", paths.introspect(), revocation::introspect);
  }

  private Reply authorize(Request request, Function<Request, Reply> real) {
    String clientId = registered(request.query().first("client_id").orElse(""));
    tallies.count(clientId, Event.AUTHORIZE_CALL);
    var call = new Call(dialect.provider(), Endpoint.AUTHORIZATION, clientId, "");
    return around.faults().around(call, () -> real.apply(request));
  }

  private Reply token(Request request, Function<Request, Reply> real) {
    String clientId = registered(ClientAuthentication.claimedId(request));
    SeenTokenRequest seen = SeenTokenRequest.of(request, around.clock().instant());
    tallies.tokenCall(clientId, seen);
    var call = new Call(dialect.provider(), Endpoint.TOKEN, clientId, seen.grantType());
    long number =
        around
            .calls()
            .arrived(
                call,
                request.form().first("refresh_token").flatMap(grants::turnOf),
                request.clientPort());
    Reply reply =
        around.faults().around(call, () -> around.calls().worked(number, real.apply(request)));
    return around.calls().noted(number, reply);
  }

  private Reply revoke(Request request, Function<Request, Reply> real) {
    String clientId = registered(ClientAuthentication.claimedId(request));
    tallies.count(clientId, Event.REVOCATION_CALL);
    var call = new Call(dialect.provider(), Endpoint.REVOCATION, clientId, "");
    return around.faults().around(call, () -> real.apply(request));
  }

  private Reply logout() {
    return ConsentPage.signedOut(dialect).with("Set-Cookie", signIns.noCookie());
  }

  private String registered(String clientId) {
    return clients.find(clientId).map(Client::id).orElse("(unknown)");
  }

  private ObjectNode discovery() {
    var paths = dialect.paths();
    ObjectNode json =
        Json.object()
            .put("issuer", issuer.toString())
            .put("authorization_endpoint", issuer.at(paths.authorize()))
            .put("token_endpoint", issuer.at(paths.token()))
            .put("revocation_endpoint", issuer.at(paths.revoke()))
            .put("userinfo_endpoint", issuer.at(paths.userInfo()))
            .put("jwks_uri", issuer.at(paths.jwks()))
            .put("end_session_endpoint", issuer.at(paths.logout()));
    if (!paths.introspect().isEmpty()) {
      json.put("introspection_endpoint", issuer.at(paths.introspect()));
    }
    json.set("response_types_supported", Json.strings(List.of("code")));
    json.set("subject_types_supported", Json.strings(List.of("public")));
    json.set("id_token_signing_alg_values_supported", Json.strings(List.of("RS256")));
    json.set("code_challenge_methods_supported", Json.strings(List.of("S256")));
    json.set(
        "grant_types_supported",
        Json.strings(List.of("authorization_code", "refresh_token", "client_credentials")));
    json.set(
        "token_endpoint_auth_methods_supported",
        Json.strings(dialect.authMethods().stream().map(AuthMethod::wireName).sorted().toList()));
    json.setAll(dialect.discovery());
    return json;
  }

  /// The provider's name.
  public String provider() {
    return dialect.provider();
  }

  /// Its clients.
  public Clients clients() {
    return clients;
  }

  /// Its grants.
  public Grants grants() {
    return grants;
  }

  /// Who is signed in.
  public SignIns signIns() {
    return signIns;
  }

  /// What a call to an API of this provider brought.
  public Presented presented(Request request) {
    return tokens.presented(request);
  }

  /// The claims of an ID token of this provider.
  public Optional<JWTClaimsSet> idToken(String token) {
    return tokens.readId(token);
  }

  /// Counts of every client that has called.
  public List<Counters> counters() {
    return tallies.all();
  }

  /// Counts of one client.
  public Counters counters(String clientId) {
    return tallies.of(clientId);
  }

  /// Forgets codes, grants, consents, counts and changed lifetimes; clients stay.
  public void reset() {
    grants.clear(dialect.policy());
    tallies.clear();
    signIns.clear();
  }
}
