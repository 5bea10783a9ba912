package dev.tenon.server.compat;

import dev.tenon.resource.ListedItem.Ancestor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How a provider's things stand in Leaf's order of growers, farms and fields, and Leaf's words for
/// what is done there. Pure.
///
/// A grower is the provider's organization. A farm is what the provider's field names as its farm;
/// where it names none, the organization is the farm too.
final class FarmNames {
  private FarmNames() {}

  /// Leaf's number of the organization.
  static int grower(FarmSubject subject, String organization) {
    return LeafId.number(subject.connection(), "grower\n" + organization);
  }

  /// Leaf's number of the field's farm.
  static int farm(FarmSubject subject, FarmThing field) {
    String organization = field.organization().map(Ancestor::id).orElse("");
    String farm = field.text(FarmWord.FARM_ID).or(() -> field.text(FarmWord.FARM)).orElse("");
    return LeafId.number(subject.connection(), "farm\n" + organization + "\n" + farm);
  }

  /// The farms of a lot's fields, in the fields' order.
  static List<Farm> farms(FarmLot lot) {
    Map<Integer, Farm> farms = new LinkedHashMap<>();
    for (FarmThing field : lot.things(FarmKind.FIELDS)) {
      int number = farm(lot.subject(), field);
      farms
          .computeIfAbsent(number, _ -> new Farm(lot.subject(), number, field, new ArrayList<>()))
          .fields()
          .add(field);
    }
    return List.copyOf(farms.values());
  }

  /// Leaf's word for what was done; `other` for what it has no word for, empty where the provider
  /// does not say.
  static Optional<String> operation(FarmThing operation) {
    return operation
        .text(FarmWord.TYPE)
        .map(text -> text.toLowerCase(Locale.ROOT))
        .map(
            text -> {
              if (text.contains("harvest") || text.contains("yield")) {
                return "harvested";
              }
              if (text.contains("plant") || text.contains("seed") || text.contains("sow")) {
                return "planted";
              }
              if (text.contains("till")) {
                return "tillage";
              }
              return text.contains("appl") || text.contains("spray") || text.contains("fertil")
                  ? "applied"
                  : "other";
            });
  }

  /// A farm.
  ///
  /// @param first one of its fields, which says where it belongs
  record Farm(FarmSubject subject, int number, FarmThing first, List<FarmThing> fields) {
    Optional<Ancestor> organization() {
      return first.organization();
    }

    Optional<String> name() {
      return first.text(FarmWord.FARM).or(() -> organization().map(Ancestor::name));
    }

    /// The provider's id of it, where it has one.
    Optional<String> id() {
      return first
          .text(FarmWord.FARM_ID)
          .or(
              () ->
                  first.text(FarmWord.FARM).isPresent()
                      ? Optional.empty()
                      : organization().map(Ancestor::id));
    }
  }
}
