package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.http.Body;
import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.Routes;
import dev.tenon.sandbox.http.SignedAddresses;
import dev.tenon.sandbox.sample.Dice;
import java.util.Optional;

/// The object storage service: whoever may see an object gets a signed address, under which it is
/// had without a token. The bytes follow from the seed and the object's name.
final class ObjectStorage {
  private static final Gate.Need NEED = new Gate.Need("data-management", "data:read");
  private static final String BUCKET = "wip.dm.prod";

  private final Gate gate;
  private final Accounts accounts;
  private final Issues issues;
  private final SignedAddresses addresses;
  private final Dice dice;

  ObjectStorage(Gate gate, Accounts accounts, Issues issues, SignedAddresses addresses, Dice dice) {
    this.gate = gate;
    this.accounts = accounts;
    this.issues = issues;
    this.addresses = addresses;
    this.dice = dice;
  }

  /// How large the object of that name is.
  static int size(String name) {
    return 2_000 + Math.floorMod(name.hashCode(), 30_000);
  }

  Routes addTo(Routes routes) {
    return routes.on(
        "GET",
        "/oss/v2/buckets/{bucket}/objects/{object}/signeds3download",
        (request, path) ->
            gate.admit(
                request, NEED, caller -> sign(caller, path.get("bucket"), path.get("object"))));
  }

  /// Answers at the storage's own host.
  Reply download(Request request) {
    String name = request.segments().getLast();
    return addresses
        .refusal(request, name)
        .orElseGet(
            () ->
                new Reply.Answer(
                    200,
                    Headers.of("Content-Type", "application/octet-stream"),
                    Body.of(bytes(name))));
  }

  private Reply sign(Caller caller, String bucket, String name) {
    Optional<AccProject> project = bucket.equals(BUCKET) ? projectOf(name) : Optional.empty();
    if (project.isEmpty()) {
      return ApsErrors.notFound();
    }
    return caller.sees(project.get().account())
        ? Reply.json(
            200,
            Json.object()
                .put("status", "complete")
                .put("url", addresses.of(name))
                .put("size", size(name)))
        : ApsErrors.notProvisioned();
  }

  private Optional<AccProject> projectOf(String name) {
    return accounts.projects().stream()
        .filter(project -> DocumentShapes.hasObject(project, name))
        .findFirst()
        .or(() -> issues.ofObject(name));
  }

  private byte[] bytes(String name) {
    byte[] bytes = new byte[size(name)];
    dice.random("object " + name, 0).nextBytes(bytes);
    return bytes;
  }
}
