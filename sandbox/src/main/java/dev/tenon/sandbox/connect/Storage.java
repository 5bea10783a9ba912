package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Body;
import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.SignedAddresses;
import java.net.URI;
import java.time.Clock;
import javax.crypto.SecretKey;

/// Where signed download addresses lead.
final class Storage {
  private final SignedAddresses addresses;
  private final Projects projects;
  private final Files files;

  Storage(URI at, Projects projects, Files files, Clock clock, SecretKey key) {
    this.addresses = new SignedAddresses(at, clock, key);
    this.projects = projects;
    this.files = files;
  }

  String signedAddress(Pod pod, String fileId) {
    return addresses.of(pod.host() + "/" + fileId);
  }

  Reply download(Request request, Pod pod, String fileId) {
    return addresses
        .refusal(request, pod.host() + "/" + fileId)
        .orElseGet(
            () ->
                projects
                    .ofThing(pod, fileId)
                    .flatMap(project -> files.content(project, fileId))
                    .<Reply>map(Storage::bytes)
                    .orElseGet(() -> Reply.text(404, "Not Found")));
  }

  private static Reply bytes(byte[] content) {
    return new Reply.Answer(
        200, Headers.of("Content-Type", "application/octet-stream"), Body.of(content));
  }
}
