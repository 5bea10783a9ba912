package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.fault.Call;
import dev.tenon.sandbox.fault.Fault;
import dev.tenon.sandbox.fault.FaultRule;
import dev.tenon.sandbox.http.Headers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Fields, boundaries, operations and farms in Leaf's shapes, of a grower at the simulated Trimble
/// Ag: sixteen fields in two organizations.
final class LeafDataTest {
  private static final URI CALLBACK = URI.create("https://your-app.com/callback");
  private static final String FIELDS = "/services/fields/api/fields";
  private static final String ADA = "/services/fields/api/users/ada";
  private static final String OPERATIONS = "/services/operations/api/operations";
  private static final String FILES = "/services/operations/api/files";
  private static final String RESOURCES = "/services/integrations/api/resources";
  private static final String STRANGER = "1a952614-3673-4d1e-b677-1f7224339ec6";

  @TempDir Path directory;
  private final Browser browser = new Browser();
  private TestHub world;
  private LeafGrower grower;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty(), Set.of(CALLBACK));
    world.registerTrimbleAgriculture("trimble");
    grower = new LeafGrower(world, browser, CALLBACK);
    grower.attach("ada");
    grower.share("Green Acres", "Sunrise Farm");
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @Test
  void fields_come_in_leafs_shape() {
    Reply reply = world.app("GET", FIELDS + "?leafUserId=ada&size=100");

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json()).hasSize(16);
    JsonNode field = reply.json().get(0);
    assertThat(field.propertyNames())
        .containsExactly(
            "id",
            "leafUserId",
            "boundaries",
            "providerName",
            "providerId",
            "providerFieldId",
            "providerBoundaryId",
            "providerFieldName",
            "organizationId",
            "type",
            "createdTime",
            "updatedTime",
            "farmId",
            "sources",
            "status");
    assertThat(field.path("leafUserId").asString()).isEqualTo("ada");
    assertThat(field.path("providerName").asString()).isEqualTo("Trimble");
    assertThat(field.path("providerFieldName").asString()).isEqualTo("Field 1");
    assertThat(field.path("organizationId").asString()).isEqualTo(grower.farm("Green Acres"));
    assertThat(field.path("boundaries")).hasSize(1);
    assertThat(texts(reply.json(), "id")).doesNotHaveDuplicates();

    Reply one = world.app("GET", ADA + "/fields/" + field.path("id").asString());
    assertThat(one.json()).isEqualTo(field);
    assertThat(world.app("GET", ADA + "/fields?size=100").json()).isEqualTo(reply.json());
  }

  @Test
  void a_list_comes_in_pages_with_its_total_and_its_neighbours() {
    String query = FIELDS + "?leafUserId=ada&size=5";
    Reply first = world.app("GET", query);
    Reply last = world.app("GET", query + "&page=3");
    Reply beyond = world.app("GET", query + "&page=4");

    String self = "<" + world.hub.url() + FIELDS + "?leafUserId=ada&page=";
    assertThat(first.json()).hasSize(5);
    assertThat(first.header("X-Total-Count")).hasValue("16");
    assertThat(first.header("Link"))
        .hasValue(
            "%s1&size=5>; rel=\"next\",%s3&size=5>; rel=\"last\",%s0&size=5>; rel=\"first\""
                .formatted(self, self, self));
    assertThat(last.json()).hasSize(1);
    assertThat(last.header("Link").orElse(""))
        .contains("2&size=5>; rel=\"prev\"")
        .doesNotContain("next");
    assertThat(beyond.json()).isEmpty();
    assertThat(beyond.header("X-Total-Count")).hasValue("16");
  }

  @Test
  void the_pages_of_a_list_are_of_one_reading_and_a_sync_reads_anew() {
    String query = FIELDS + "?leafUserId=ada&size=10";
    assertThat(world.app("GET", query).header("X-Total-Count")).hasValue("16");
    world.sandbox.controls().setTuning(world.sandbox.controls().tuning().withFields(13));

    assertThat(world.app("GET", query + "&page=1").header("X-Total-Count")).hasValue("16");
    Reply synced = world.app("POST", ADA + "/fields/sync");
    assertThat(synced.status()).as(synced.text()).isEqualTo(200);
    assertThat(synced.at("message")).isEqualTo("SUCCESS");
    assertThat(synced.json().at("/summaries/0/fields").asInt()).isEqualTo(17);
    assertThat(world.app("GET", query).header("X-Total-Count")).hasValue("17");
  }

  @Test
  void fields_are_narrowed_as_leaf_narrows_them() {
    JsonNode all = world.app("GET", FIELDS + "?size=100").json();
    int farm = all.get(15).path("farmId").asInt();

    assertThat(all).hasSize(16);
    assertThat(world.app("GET", FIELDS + "?farmId=" + farm).json()).hasSize(4);
    assertThat(world.app("GET", FIELDS + "?type=ORIGINAL&status=PROCESSED").json()).hasSize(16);
    for (String nothing :
        List.of(
            "type=MERGED",
            "status=PREVIEW",
            "provider=JohnDeere",
            "provider=Leaf",
            "leafUserId=nobody",
            "farmId=1")) {
      Reply none = world.app("GET", FIELDS + "?" + nothing);
      assertThat(none.status()).as(nothing).isEqualTo(200);
      assertThat(none.json()).as(nothing).isEmpty();
      assertThat(none.header("X-Total-Count")).hasValue("0");
    }
    List<String> down =
        texts(
            world.app("GET", FIELDS + "?size=100&sort=providerFieldName,desc").json(),
            "providerFieldName");
    assertThat(down).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void a_wrong_question_is_answered_400_in_leafs_shape() {
    for (String wrong :
        List.of(
            FIELDS + "?provider=Nobody",
            FIELDS + "?size=101",
            FIELDS + "?size=0",
            FIELDS + "?page=-1",
            FIELDS + "?page=x",
            FIELDS + "?type=SPLIT",
            FIELDS + "?status=LOST",
            FIELDS + "?farmId=north",
            FIELDS + "?sort=colour",
            OPERATIONS + "?operationType=dreaming",
            OPERATIONS + "?startTime=yesterday",
            OPERATIONS + "?sort=farm,desc",
            FILES + "?provider=Trimble&status=lost",
            FILES + "?origin=heaven",
            RESOURCES + "?size=x",
            "/services/fields/api/farms?growerId=x",
            "/services/fields/api/growers?size=1000")) {
      Reply reply = world.app("GET", wrong);
      assertThat(reply.status()).as(wrong).isEqualTo(400);
      assertThat(reply.at("errorKey")).as(wrong).isEqualTo("invalidRequest");
      assertThat(reply.at("path")).as(wrong).isEqualTo(wrong.replaceAll("\\?.*", ""));
      assertThat(reply.at("message")).as(wrong).isNotEmpty();
    }
  }

  @Test
  void what_is_not_there_is_answered_404_in_leafs_shape() {
    String field = world.app("GET", FIELDS + "?size=1").json().get(0).path("id").asString();
    for (String gone :
        List.of(
            ADA + "/fields/" + STRANGER,
            ADA + "/fields/north",
            ADA + "/fields/" + STRANGER + "/boundaries",
            ADA + "/fields/" + STRANGER + "/boundary",
            ADA + "/fields/" + field + "/boundaries/" + STRANGER,
            ADA + "/fields/" + field + "/operations/files/" + STRANGER,
            ADA.replace("ada", "bo") + "/fields/" + field,
            ADA + "/farms/7",
            ADA + "/farms/99999999999999999999",
            ADA + "/growers/x",
            OPERATIONS + "/" + STRANGER,
            OPERATIONS + "/" + field,
            OPERATIONS + "/" + STRANGER + "/summary",
            OPERATIONS + "/" + STRANGER + "/units",
            OPERATIONS + "/" + STRANGER + "/files",
            FILES + "/" + STRANGER,
            FILES + "/" + STRANGER + "/status")) {
      Reply reply = world.app("GET", gone);
      assertThat(reply.status()).as(gone).isEqualTo(404);
      assertThat(reply.at("errorKey")).as(gone).isEqualTo("notFound");
      assertThat(reply.at("path")).as(gone).isEqualTo(gone);
    }
    assertThat(world.app("POST", ADA.replace("ada", "bo") + "/fields/sync").status())
        .isEqualTo(404);
  }

  @Test
  void a_boundary_is_geojson_with_its_area() {
    JsonNode field = world.app("GET", FIELDS + "?size=1").json().get(0);
    String path = ADA + "/fields/" + field.path("id").asString();

    Reply all = world.app("GET", path + "/boundaries");
    assertThat(all.status()).as(all.text()).isEqualTo(200);
    assertThat(all.json()).hasSize(1);
    JsonNode boundary = all.json().get(0);
    assertThat(boundary.propertyNames())
        .containsExactly(
            "id",
            "status",
            "providerStatus",
            "providerBoundaryId",
            "geometry",
            "area",
            "validity",
            "createdTime",
            "updatedTime");
    assertThat(boundary.path("id").asString())
        .isEqualTo(field.path("boundaries").get(0).asString());
    assertThat(boundary.path("status").asString()).isEqualTo("ACTIVE");
    assertThat(boundary.at("/geometry/type").asString()).isEqualTo("MultiPolygon");
    assertThat(boundary.at("/geometry/coordinates/0/0")).hasSize(5);
    assertThat(boundary.at("/area/unit").asString()).isEqualTo("ha");
    assertThat(boundary.at("/area/value").asDouble()).isBetween(40.0, 93.0);
    assertThat(boundary.path("validity").asString()).isEqualTo("VALID");
    assertThat(world.app("GET", path + "/boundary").json()).isEqualTo(boundary);
    assertThat(world.app("GET", path + "/boundaries/" + boundary.path("id").asString()).json())
        .isEqualTo(boundary);
  }

  @Test
  void operations_come_in_leafs_shape_and_are_narrowed() {
    Reply reply = world.app("GET", OPERATIONS + "?leafUserId=ada&sort=startTime,desc");

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json()).hasSize(12);
    JsonNode first = reply.json().get(0);
    assertThat(first.propertyNames())
        .containsExactly(
            "id",
            "apiOwnerUsername",
            "leafUserId",
            "startTime",
            "endTime",
            "updatedTime",
            "type",
            "files",
            "fields",
            "providers");
    assertThat(first.path("providers").get(0).asString()).isEqualTo("Trimble");
    assertThat(texts(reply.json(), "startTime"))
        .isSortedAccordingTo((a, b) -> b.compareTo(a))
        .contains("2025-04-14T06:00:00Z");
    assertThat(texts(reply.json(), "type")).containsOnly("planted", "applied", "harvested");
    assertThat(world.app("GET", OPERATIONS + "/" + first.path("id").asString()).json())
        .isEqualTo(first);

    String field = first.at("/fields/0/id").asString();
    assertThat(world.app("GET", ADA + "/fields/" + field).status()).isEqualTo(200);
    assertThat(world.app("GET", OPERATIONS + "?fieldId=" + field).json()).isNotEmpty();
    assertThat(world.app("GET", OPERATIONS + "?operationType=harvested").json()).hasSize(4);
    assertThat(world.app("GET", OPERATIONS + "?startTime=2025-04-17T00:00:00.000Z").json())
        .hasSize(6);
    assertThat(world.app("GET", OPERATIONS + "?endTime=2025-04-14").json()).isEmpty();
    // The provider does not tell when an operation changed, so nothing is left out for that.
    assertThat(world.app("GET", OPERATIONS + "?updatedTime=2099-01-01T00:00:00Z").json())
        .hasSize(12);
  }

  @Test
  void an_operation_is_summed_up_from_its_samples() {
    JsonNode operation = world.app("GET", OPERATIONS + "?operationType=harvested").json().get(0);
    String path = OPERATIONS + "/" + operation.path("id").asString();

    Reply units = world.app("GET", path + "/units");
    assertThat(units.text()).isEqualTo("{\"yield\":\"t/ha\",\"moisture\":\"%\"}");
    JsonNode summary = world.app("GET", path + "/summary").json();
    assertThat(summary.path("type").asString()).isEqualTo("Feature");
    JsonNode properties = summary.path("properties");
    assertThat(properties.path("operationType").asString()).isEqualTo("harvested");
    assertThat(properties.path("originalOperationType").asString()).isEqualTo("Harvest");
    assertThat(properties.path("startTime")).isEqualTo(operation.path("startTime"));
    JsonNode yield = properties.path("yield");
    assertThat(yield.path("unit").asString()).isEqualTo("t/ha");
    assertThat(yield.path("min").asDouble()).isLessThanOrEqualTo(yield.path("avg").asDouble());
    assertThat(yield.path("avg").asDouble()).isLessThanOrEqualTo(yield.path("max").asDouble());
    assertThat(world.app("GET", path + "/files").status()).isEqualTo(200);
  }

  @Test
  void farms_and_growers_are_the_organizations_and_their_farms() {
    JsonNode farms = world.app("GET", "/services/fields/api/farms").json();
    JsonNode growers = world.app("GET", "/services/fields/api/growers?leafUserId=ada").json();

    assertThat(texts(farms, "name")).containsExactlyInAnyOrder("Green Acres", "Sunrise Farm");
    assertThat(texts(growers, "name")).containsExactlyInAnyOrder("Green Acres", "Sunrise Farm");
    assertThat(farms.get(0).path("fieldIds")).hasSize(12);
    int grower = growers.get(0).path("id").asInt();
    assertThat(farms.get(0).path("growerId").asInt()).isEqualTo(grower);
    assertThat(growers.get(0).path("farmIds").get(0)).isEqualTo(farms.get(0).path("id"));
    assertThat(world.app("GET", "/services/fields/api/farms?growerId=" + grower).json()).hasSize(1);
    assertThat(world.app("GET", ADA + "/farms/" + farms.get(1).path("id").asInt()).json())
        .isEqualTo(farms.get(1));
    assertThat(world.app("GET", ADA + "/growers/" + grower).json()).isEqualTo(growers.get(0));
  }

  @Test
  void what_there_is_of_each_user_is_counted() {
    Reply reply = world.app("GET", RESOURCES);

    assertThat(reply.at("message")).isEqualTo("SUCCESS");
    JsonNode summary = reply.json().at("/summaries/0");
    assertThat(summary.path("provider").asString()).isEqualTo("Trimble");
    assertThat(summary.path("leafUserId").asString()).isEqualTo("ada");
    assertThat(summary.path("growers").asInt()).isEqualTo(2);
    assertThat(summary.path("farms").asInt()).isEqualTo(2);
    assertThat(summary.path("fields").asInt()).isEqualTo(16);
    assertThat(summary.path("syncReferenceTime").asString()).endsWith("Z");
  }

  @Test
  void a_part_is_not_answered_as_if_it_were_all() {
    afterOneCall(404, 1);
    Reply refused = world.app("GET", FIELDS + "?leafUserId=ada");

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.at("errorKey")).isEqualTo("listingIncomplete");
    assertThat(refused.header("Retry-After")).isEmpty();
    assertThat(refused.json().at("/missing/0/code").asString()).isEqualTo("provider_refused");
    assertThat(refused.json().at("/missing/0/leafUserId").asString()).isEqualTo("ada");

    afterOneCall(404, 1);
    Reply part = world.app("GET", FIELDS + "?leafUserId=ada&partial=true");
    assertThat(part.status()).isEqualTo(200);
    assertThat(part.header("Tenon-Complete")).hasValue("false");
    // Both organizations are asked at once, so either may meet the fault: 12 and 4 are theirs.
    assertThat(part.json().size()).isIn(4, 12);
    assertThat(world.app("GET", FIELDS + "?leafUserId=ada").json()).hasSize(16);
  }

  @Test
  void what_may_be_had_a_moment_later_is_to_be_asked_for_again() {
    // Lists are asked for some at a time, and each four times.
    afterOneCall(503, 16);
    Reply refused = world.app("GET", OPERATIONS + "?leafUserId=ada");

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).hasValue("10");
    world.sandbox.controls().clearFaults();
    assertThat(world.app("GET", OPERATIONS + "?leafUserId=ada").json()).hasSize(12);
  }

  @Test
  void a_sign_in_that_has_ended_is_told_of_and_no_empty_list() {
    String id =
        world.app("GET", "/services/usermanagement/api/users/ada/trimble-credentials").at("id");
    world.sandbox.controls().revokeGrantsOf("ada");
    world.admin("POST", "/api/v1/connections/" + id + "/refresh", Map.of());
    world.sandbox.clock().advance(Duration.ofHours(2));

    Reply one = world.app("GET", FIELDS + "?leafUserId=ada");
    assertThat(one.status()).as(one.text()).isEqualTo(400);
    assertThat(one.at("errorKey")).isEqualTo("credentialsRejected");
  }

  @Test
  void an_app_sees_nothing_of_an_integration_that_is_not_its_own() {
    String field = world.app("GET", FIELDS + "?size=1").json().get(0).path("id").asString();
    String operation = world.app("GET", OPERATIONS + "?size=1").json().get(0).path("id").asString();
    world.admin("PATCH", "/api/v1/oauth-clients/trimble", Map.of("apps", List.of("other")));

    assertThat(world.app("GET", FIELDS).json()).isEmpty();
    assertThat(world.app("GET", FIELDS + "?leafUserId=ada").json()).isEmpty();
    assertThat(world.app("GET", ADA + "/fields/" + field).status()).isEqualTo(404);
    assertThat(world.app("GET", OPERATIONS + "/" + operation).status()).isEqualTo(404);
    assertThat(world.anybody("GET", FIELDS, Map.of()).status()).isEqualTo(401);
  }

  @Test
  void calls_that_an_app_may_not_make_are_not_made_for_it_nor_answered_from_memory() {
    assertThat(world.app("GET", FIELDS).json()).hasSize(16);
    Reply changed =
        world.admin(
            "PATCH", "/api/v1/apps/viewer", Map.of("allowed_calls", List.of("GET /elsewhere/*")));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);

    Reply refused = world.app("GET", FIELDS + "?leafUserId=ada");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.at("errorKey")).isEqualTo("callNotAllowed");
  }

  @Test
  void an_admin_reads_as_the_app_leaf_and_is_noted() {
    Reply reply = world.admin(FIELDS + "?leafUserId=ada");
    assertThat(reply.json()).hasSize(16);
    assertThat(world.admin("/api/v1/audit-events").text()).contains("data.read", "\"as\":\"leaf\"");

    world.admin("PATCH", "/api/v1/oauth-clients/trimble", Map.of("apps", List.of()));
    Reply none = world.admin(FIELDS + "?leafUserId=ada");
    assertThat(none.status()).isEqualTo(412);
    assertThat(none.at("errorKey")).isEqualTo("integrationNotAssigned");
  }

  @Test
  void what_a_connector_does_not_declare_is_said_where_it_is_asked_for_by_name() {
    Reply files = world.app("GET", FILES + "?leafUserId=ada&provider=Trimble");

    assertThat(files.status()).isEqualTo(400);
    assertThat(files.at("message")).contains("trimble-agriculture", "machine files");
    assertThat(world.app("GET", FILES).json().path("operations")).isEmpty();
  }

  @Test
  void an_organization_that_is_not_shared_any_more_is_blocked_until_the_next_sync() {
    String all = "/services/usermanagement/api/users/ada/Trimble/organizations";
    assertThat(texts(world.app("GET", all).json(), "status"))
        .containsExactly("SELECTED", "SELECTED");
    assertThat(world.app("POST", all + "/sync").json()).hasSize(2);
    grower.share("Green Acres");
    String shared = "/services/usermanagement/api/users/ada/organizations/Trimble";
    assertThat(world.app("GET", shared).json().path("connectedOrganizations")).hasSize(1);

    JsonNode now = world.app("GET", all).json();
    assertThat(texts(now, "status")).containsExactlyInAnyOrder("SELECTED", "BLOCKED");
    String blocked = all + "/" + grower.farm("Sunrise Farm");
    String selected = all + "/" + grower.farm("Green Acres");
    assertThat(world.app("GET", blocked).at("status")).isEqualTo("BLOCKED");
    assertThat(world.app("GET", blocked).at("managementUri")).contains("ThirdPartyAccess");
    assertThat(world.app("PATCH", blocked + "/SELECTED").status()).isEqualTo(400);
    assertThat(world.app("PATCH", selected + "/SELECTED").status()).isEqualTo(200);
    assertThat(world.app("PATCH", selected + "/PREVIEW").at("message")).contains("managementUri");
    assertThat(world.app("PATCH", selected + "/OTHER").status()).isEqualTo(400);
    assertThat(world.app("GET", all + "/nobody").status()).isEqualTo(404);
    assertThat(world.app("POST", all + "/sync").json()).hasSize(1);
    assertThat(texts(world.app("GET", all).json(), "status")).containsExactly("SELECTED");
  }

  /// The call after the next to the provider's API, and so many more, are answered so.
  private void afterOneCall(int status, int times) {
    world.sandbox.controls().clearFaults();
    world.sandbox.controls().fail(rule(new Fault.Delays(Duration.ofMillis(1))));
    world
        .sandbox
        .controls()
        .fail(
            rule(new Fault.Answers(status, Headers.of("Content-Type", "application/json"), "{}"))
                .times(times));
  }

  private static FaultRule rule(Fault fault) {
    return FaultRule.nextTokenCall(fault).on(Call.Endpoint.API).at("trimble-ag");
  }

  private static List<String> texts(JsonNode list, String field) {
    return list.valueStream().map(it -> it.path(field).asString()).toList();
  }
}
