package dev.tenon.server.admin.connections;

import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Map;

/// The form that makes a connect link for a user.
///
/// @param back path of where somebody goes who does not make one
/// @param again whether the user is to connect again what they have connected before
/// @param user what was typed
/// @param problems by field
record LinkForm(
    Frame frame,
    String action,
    String back,
    boolean again,
    String user,
    List<Choice> integrations,
    List<Life> lives,
    Map<String, String> problems) {

  /// @param provider what it leads to
  record Choice(String id, String name, String provider, boolean chosen) {}

  record Life(String seconds, String label, boolean chosen) {}
}
