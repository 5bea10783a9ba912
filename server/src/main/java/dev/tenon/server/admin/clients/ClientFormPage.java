package dev.tenon.server.admin.clients;

import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A step of the form that makes an OAuth client or changes one.
///
/// @param heading also its title
/// @param provider what it is a client of
/// @param steps of a new client; empty where one is changed
/// @param tabs of an existing client's form; empty where one is made
/// @param action path that it posts to
/// @param step which step is sent
/// @param close path of where one goes without saving
/// @param back whether there is a step before to go back to
/// @param general problems that are of no field on this page
/// @param basics the step about name and apps, where it is this one
/// @param registration the step about the registration, where it is this one
/// @param hidden what was typed in the other step, by field
record ClientFormPage(
    Frame frame,
    String heading,
    String provider,
    List<Steps.Step> steps,
    List<Tab> tabs,
    String action,
    String step,
    String close,
    boolean back,
    List<String> general,
    boolean hasProblems,
    Optional<Basics> basics,
    Optional<Registration> registration,
    List<Hidden> hidden,
    String button) {

  record Tab(String label, String href, boolean current) {}

  /// A field that is carried along.
  record Hidden(String name, String value) {}

  /// @param definitions to choose from; empty where there is nothing to choose
  /// @param definition the only one, for people; empty text where there are several
  /// @param all whether every app may use it
  /// @param apps that there are
  /// @param other names of apps that there are not yet, separated by commas
  /// @param rename whether apps ask for it by that name already
  /// @param problems by field
  record Basics(
      String name,
      List<FieldView.Choice> definitions,
      String definition,
      boolean all,
      List<FieldView.Choice> apps,
      String other,
      boolean rename,
      Map<String, String> problems) {}

  /// @param summary what the step before said; empty text where there was none
  /// @param redirect URI to register at the provider
  /// @param prerequisites what is needed at the provider
  record Registration(
      String summary,
      Optional<String> redirect,
      List<Need> prerequisites,
      Optional<String> guide,
      List<FieldView> fields) {}

  /// @param href where it is done; empty text where there is no page for it
  record Need(String text, String href) {}
}
