package dev.tenon.spring;

import dev.tenon.sdk.TenonClient;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

/// For an app with pages: sends users who must connect to do so, and takes them back.
@AutoConfiguration(after = TenonAutoConfiguration.class)
@ConditionalOnProperty("tenon.url")
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class TenonWebAutoConfiguration {
  /// Made by Spring Boot.
  public TenonWebAutoConfiguration() {}

  @Bean
  ConnectRedirect tenonConnectRedirect(
      TenonClient client, TenonUsers users, TenonProperties properties) {
    return new ConnectRedirect(client, users, Optional.ofNullable(properties.returnUrl()));
  }

  @Bean
  ConnectReturn tenonConnectReturn(TenonClient client, TenonUsers users) {
    return new ConnectReturn(client, users);
  }
}
