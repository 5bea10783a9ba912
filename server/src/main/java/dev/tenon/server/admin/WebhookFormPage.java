package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Map;

/// The form that adds a webhook or changes one.
///
/// @param heading also its title
/// @param action path that it posts to
/// @param events that can be chosen
/// @param problems by field
record WebhookFormPage(
    Frame frame,
    String heading,
    String action,
    String back,
    String button,
    String url,
    String description,
    boolean all,
    List<Choice> events,
    Map<String, String> problems) {

  record Choice(String id, String name, String about, boolean chosen) {}
}
