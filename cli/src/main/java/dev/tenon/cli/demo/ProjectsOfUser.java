package dev.tenon.cli.demo;

import dev.tenon.cli.demo.ProjectsView.Connected;
import dev.tenon.cli.demo.ProjectsView.NotConnected;
import dev.tenon.cli.demo.ProjectsView.Unavailable;
import dev.tenon.cli.demo.TrimbleProjects.RejectedTokenException;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.TenonException;
import dev.tenon.sdk.Token;
import dev.tenon.sdk.TokenRefusal;
import dev.tenon.sdk.TokenRefusal.ConnectRequired;
import dev.tenon.sdk.TokenRefusal.ProviderUnavailable;
import java.io.IOException;

/// The user's projects, as an app gets them: ask the hub for a token, call the provider, and report
/// a token that the provider refuses.
final class ProjectsOfUser {
  private final TenonClient tenon;
  private final TrimbleProjects provider;

  ProjectsOfUser(TenonClient tenon, TrimbleProjects provider) {
    this.tenon = tenon;
    this.provider = provider;
  }

  ProjectsView view() {
    try {
      return switch (tenon.token(DemoApp.INTEGRATION, DemoApp.USER)) {
        case Token token -> list(token);
        case TokenRefusal refusal -> refused(refusal);
      };
    } catch (TenonException e) {
      return Unavailable.becauseOf(e);
    } catch (IOException e) {
      return new Unavailable(e.getMessage() + ". Try again in a moment.");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Unavailable("The demo is stopping.");
    }
  }

  private ProjectsView list(Token token) throws IOException, InterruptedException {
    try {
      return new Connected(provider.list(token));
    } catch (RejectedTokenException _) {
      tenon.reportInvalid(token.connectionId(), token.version());
      return switch (tenon.token(DemoApp.INTEGRATION, DemoApp.USER)) {
        case Token other -> new Connected(provider.list(other));
        case TokenRefusal refusal -> refused(refusal);
      };
    }
  }

  private static ProjectsView refused(TokenRefusal refusal) {
    return switch (refusal) {
      case ConnectRequired required -> new NotConnected(required.problem().detail());
      case ProviderUnavailable away ->
          new Unavailable(
              away.problem().detail()
                  + " Try again in "
                  + away.retryAfter().toSeconds()
                  + " seconds.");
      case TokenRefusal other -> new Unavailable(other.problem().detail());
    };
  }
}
