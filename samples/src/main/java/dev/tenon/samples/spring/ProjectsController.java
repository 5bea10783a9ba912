package dev.tenon.samples.spring;

import static org.springframework.security.oauth2.client.web.client.RequestAttributeClientRegistrationIdResolver.clientRegistrationId;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/// The two ways of Spring Security to call a provider for a user, unchanged.
@RestController
final class ProjectsController {
  private static final String INTEGRATION = "trimble-connect";
  private static final ParameterizedTypeReference<List<Map<String, Object>>> PROJECTS =
      new ParameterizedTypeReference<>() {};

  private final RestClient provider;
  private final RestClient plain = RestClient.create();
  private final String address;

  ProjectsController(RestClient provider, @Value("${projects.address}") String address) {
    this.provider = provider;
    this.address = address;
  }

  /// By the interceptor: the request says whose token it wants.
  @GetMapping("/projects")
  List<String> projects() {
    return names(
        provider
            .get()
            .uri(address)
            .attributes(clientRegistrationId(INTEGRATION))
            .retrieve()
            .body(PROJECTS));
  }

  /// By the annotation: the method is handed the token.
  @GetMapping("/projects/by-annotation")
  List<String> projects(
      @RegisteredOAuth2AuthorizedClient(INTEGRATION) OAuth2AuthorizedClient client) {
    return names(
        plain
            .get()
            .uri(address)
            .header(HttpHeaders.AUTHORIZATION, "Bearer " + client.getAccessToken().getTokenValue())
            .retrieve()
            .body(PROJECTS));
  }

  private static List<String> names(@Nullable List<Map<String, Object>> projects) {
    return projects == null
        ? List.of()
        : projects.stream().map(project -> String.valueOf(project.get("name"))).toList();
  }
}
