package dev.tenon.samples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.client.RestClient;

/// Shows the projects of who is signed in. The starter finds the hub by `tenon.url` and
/// `tenon.api-key`.
@SpringBootApplication
public class ProjectsApp {
  /// Made by Spring Boot.
  public ProjectsApp() {}

  /// Starts it.
  public static void main(String[] arguments) {
    SpringApplication.run(ProjectsApp.class, arguments);
  }

  @Bean
  SecurityFilterChain pages(HttpSecurity http) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .httpBasic(Customizer.withDefaults())
        .build();
  }

  /// Whom the app knows; the hub knows them by the same names.
  @Bean
  UserDetailsService staff() {
    return new InMemoryUserDetailsManager(
        User.withUsername("ada").password("{noop}ada").build(),
        User.withUsername("bo").password("{noop}bo").build(),
        User.withUsername("cem").password("{noop}cem").build());
  }

  @Bean
  RestClient provider(OAuth2ClientHttpRequestInterceptor tokens) {
    return RestClient.builder().requestInterceptor(tokens).build();
  }
}
