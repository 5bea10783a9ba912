package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Json;
import java.net.URI;
import java.util.Arrays;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The list of pods, as the master gives it to anybody. `origin` is without a scheme, as the real
/// one is.
final class Regions {
  private Regions() {}

  static ArrayNode json(URI base) {
    return Json.array(Arrays.stream(Pod.values()).map(pod -> json(pod, base)).toList());
  }

  private static ObjectNode json(Pod pod, URI base) {
    String host = base + "/" + pod.host();
    return Json.object()
        .put("isMaster", pod.isMaster())
        .put("location", pod.location())
        .put("serviceRegion", pod.serviceRegion())
        .put("trnRegion", pod.region())
        .put("awsRegion", pod.awsRegion())
        .put("region", pod.region())
        .put("origin", "//" + base.getAuthority() + "/" + pod.host())
        .put("tc-api", host + "/tc/api/2.0/")
        .put("topic-api", base + "/" + pod.topicsHost() + "/")
        .put("pset-api", base + "/pset-" + pod.serviceRegion() + "/v1/")
        .put("org-api", base + "/org-" + pod.serviceRegion() + "/v1/")
        .put("projects-api", base + "/projects/v1/");
  }
}
