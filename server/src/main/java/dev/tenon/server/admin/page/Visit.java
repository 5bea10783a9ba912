package dev.tenon.server.admin.page;

import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.member.Member;
import dev.tenon.member.MemberStore.Signed;
import dev.tenon.member.Role;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import java.time.Instant;
import java.util.Optional;

/// A request of somebody who is signed in and may do what they ask for.
///
/// @param token that the page's forms carry
/// @param now when it came
public record Visit(Request request, Signed signed, String token, Instant now, Frames frames) {
  /// Who is signed in.
  public Member member() {
    return signed.member();
  }

  /// Whose rows may be read.
  public WorkspaceId workspace() {
    return member().workspace();
  }

  /// Whether the member's role includes `role`: pages show no button that would be refused.
  public boolean may(Role role) {
    return member().role().includes(role);
  }

  /// In whose name core's rules act and what the audit log notes.
  public Caller.Admin admin() {
    return new Caller.Admin(workspace(), member().id());
  }

  /// What was sent with the form.
  public Form form() {
    return Form.of(request);
  }

  /// A parameter of the query that comes once and is not empty.
  public Optional<String> query(String name) {
    return request.queryParameters(name).stream()
        .findFirst()
        .map(String::strip)
        .filter(it -> !it.isEmpty());
  }

  /// The frame of a page with that title in that section.
  public Frame frame(String title, Section section) {
    return frames.of(this, title, section);
  }

  /// The page that says why something cannot be done.
  public Answer problem(int status, String heading, String text) {
    return frames.problem(this, status, heading, text);
  }

  /// The page that says that there is no such thing.
  public Answer unknown(String what) {
    return problem(
        404,
        "There is no such " + what,
        "It may have been deleted meanwhile, or the address is not whole.");
  }
}
