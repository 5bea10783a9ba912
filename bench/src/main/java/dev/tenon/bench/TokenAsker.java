package dev.tenon.bench;

import dev.tenon.bench.Installation.Node;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// An app that asks a node for tokens: `bench`, until it is told to be another one, for which
/// nothing is remembered.
final class TokenAsker {
  private static final int AT_ONCE = 16;

  private final Installation installation;
  private final Node hub;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Secret key;

  TokenAsker(Installation installation, Node hub) {
    this.installation = installation;
    this.hub = hub;
    this.key = installation.key();
  }

  /// Asks for the tokens of the first `count` connections as the app `bench`, so that they are in
  /// the memory of `hub`.
  static void remember(Installation installation, Node hub, int count) {
    new TokenAsker(installation, hub).askAll(Installation.each(count, i -> i));
  }

  void newApp() {
    String name = "app-" + Long.toString(System.nanoTime(), 36);
    try (var admin = TenonClient.of(hub.url(), Secret.of(Installation.ADMIN_KEY))) {
      admin.apps().create(name);
      key = admin.apps().createKey(name, name).key();
    }
  }

  /// Asks for the token of connection `number`, and has it.
  void ask(int number) {
    String body =
        "{\"integration\":\"%s\",\"user\":\"%s\"}"
            .formatted(installation.integration(number), Million.owner(number));
    HttpRequest request =
        HttpRequest.newBuilder(hub.url().resolve("/api/v1/token"))
            .header("Authorization", "Bearer " + key.reveal())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("no token: status " + answer.statusCode());
      }
    } catch (IOException e) {
      throw new IllegalStateException("no token", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Asks for all of them, some at once.
  void askAll(List<Integer> numbers) {
    ConcurrentLinkedQueue<Integer> left = new ConcurrentLinkedQueue<>(numbers);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                for (Integer number = left.poll(); number != null; number = left.poll()) {
                  ask(number);
                }
              }));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    if (!left.isEmpty()) {
      throw new IllegalStateException("not every token was obtained");
    }
  }
}
