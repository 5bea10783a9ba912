package dev.tenon.cli.run;

import dev.tenon.cli.demo.DemoApp;
import dev.tenon.sdk.Secret;
import java.net.URI;
import java.nio.file.Path;

/// What the demo prints when it is ready.
final class DemoWords {
  private DemoWords() {}

  static String of(URI hub, URI sandbox, URI app, URI console, Secret key, Path data) {
    return """

    Tenon runs. Open this, and press Connect Trimble Connect:

      %s

    Then this returns a token:

      curl -s %s/api/v1/token -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d '{"integration":"%s","user":"%s"}'

    Look at it as an admin does; this link signs you in, once:

      %s

    The token from the command line:

      export TENON_URL=%s TENON_API_KEY=%s
      ./tenon token -i %s -u %s

    The hub is at %s , the simulated providers are at %s .
    The data and the admin key are in %s . Ctrl-C stops everything.
    """
        .formatted(
            app,
            hub,
            key.reveal(),
            DemoApp.INTEGRATION,
            DemoApp.USER,
            console,
            hub,
            key.reveal(),
            DemoApp.INTEGRATION,
            DemoApp.USER,
            hub,
            sandbox,
            data)
        .stripTrailing();
  }
}
