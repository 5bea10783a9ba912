package dev.tenon.server.compat;

import dev.tenon.call.ApiResult;
import dev.tenon.client.OAuthClient;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Connectors;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ListingSummary;
import dev.tenon.resource.ListingSummary.Missing;
import dev.tenon.resource.ListingWish;
import dev.tenon.resource.NothingFitsException;
import dev.tenon.resource.ResourceListings;
import dev.tenon.resource.ResourceListings.Planned;
import dev.tenon.resource.ResourceListings.RefusedException;
import dev.tenon.resource.Words;
import dev.tenon.server.http.Problem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads at the provider, by the resources that its connector declares.
final class LiveFarmReader implements FarmReader {
  /// More are not held at once; what is above is said to be missing.
  static final int MOST = 50_000;

  private final ResourceListings listings;
  private final Connectors connectors;
  private final Clock clock;

  LiveFarmReader(ResourceListings listings, Connectors connectors, Clock clock) {
    this.listings = listings;
    this.connectors = connectors;
    this.clock = clock;
  }

  @Override
  public Optional<ResourceDefinition> declared(FarmSubject subject, FarmKind kind) {
    return kind.in(all(subject));
  }

  @Override
  public FarmReading read(FarmSubject subject, FarmKind kind, Duration age) {
    List<FarmThing> things = new ArrayList<>();
    boolean[] full = {false};
    FarmReading reading =
        show(
            subject,
            kind,
            List.of(),
            (thing, _) -> {
              full[0] = things.size() == MOST;
              return !full[0] && things.add(thing);
            });
    return switch (reading) {
      case FarmReading.Whole whole when full[0] ->
          new FarmReading.Part(things, whole.at(), List.of(tooMany(kind)));
      case FarmReading.Whole whole -> new FarmReading.Whole(things, whole.at());
      case FarmReading.Part it -> new FarmReading.Part(things, it.at(), it.missing());
      case FarmReading.Undeclared _, FarmReading.Refused _ -> reading;
    };
  }

  @Override
  public FarmReading show(FarmSubject subject, FarmKind kind, List<String> within, Sight sight) {
    Optional<ResourceDefinition> resource = declared(subject, kind);
    String name = resource.map(ResourceDefinition::name).orElse("");
    Map<String, String> narrow = resource.map(it -> narrow(subject, it, within)).orElse(Map.of());
    Planned planned =
        listings.plan(
            subject.app(),
            subject.connection(),
            subject.ask(),
            new ListingWish(name, narrow, OptionalLong.empty()));
    return switch (planned) {
      case Planned.Ready ready -> run(ready, sight);
      case Planned.NoResource _ -> new FarmReading.Undeclared();
      case Planned.NoToken it -> new FarmReading.Refused(LeafProblems.noToken(it.reason()));
      // It was there a moment ago.
      case Planned.NoConnection _ ->
          new FarmReading.Refused(LeafProblems.unknown("credentials").problem());
      case Planned.NoParameter it ->
          throw new IllegalStateException("nothing is above " + it.asked() + "; indicates a bug");
    };
  }

  private FarmReading run(Planned.Ready ready, Sight sight) {
    ResourceDefinition resource = ready.line().getLast();
    Instant at = clock.instant();
    try {
      ListingSummary summary =
          ready
              .listing()
              .run(
                  item -> {
                    if (!sight.see(FarmThing.of(item, resource), item)) {
                      throw new EnoughException();
                    }
                  });
      return summary.isComplete()
          ? new FarmReading.Whole(List.of(), at)
          : new FarmReading.Part(List.of(), at, summary.missing());
    } catch (EnoughException | NothingFitsException _) {
      return new FarmReading.Whole(List.of(), at);
    } catch (RefusedException e) {
      return new FarmReading.Refused(refused(e.result()));
    } catch (IOException _) {
      return new FarmReading.Part(
          List.of(), at, List.of(missing(resource.name(), "given_up", "The call has ended.")));
    }
  }

  private List<ResourceDefinition> all(FarmSubject subject) {
    OAuthClient client = subject.held().client();
    return connectors
        .find(client.home(), client.connector())
        .map(Connector::resources)
        .orElse(List.of());
  }

  /// The words for what is above, by the connector's own names.
  private Map<String, String> narrow(
      FarmSubject subject, ResourceDefinition resource, List<String> within) {
    List<ResourceDefinition> all = all(subject);
    List<String> words = new ArrayList<>();
    Optional<String> parent = resource.parent();
    while (parent.isPresent()) {
      String name = parent.get();
      Optional<ResourceDefinition> above =
          all.stream().filter(it -> it.name().equals(name)).findFirst();
      above.ifPresent(it -> words.addFirst(Words.one(it)));
      parent = above.flatMap(ResourceDefinition::parent);
    }
    Map<String, String> narrow = new HashMap<>();
    for (int i = 0; i < Math.min(words.size(), within.size()); i++) {
      narrow.put(words.get(i), within.get(i));
    }
    return narrow;
  }

  private static Problem refused(ApiResult result) {
    return switch (result) {
      case ApiResult.NoToken it -> LeafProblems.noToken(it.reason());
      case ApiResult.NotAllowed _ ->
          Problem.of(
              403,
              "call_not_allowed",
              "This app may not make this call",
              "An admin has said what this app may call at the provider, and this is not among it.");
      case ApiResult.NotCallable it -> LeafProblems.notCallable(it.problem());
      case ApiResult.RegionUnknown it ->
          LeafProblems.notCallable("The provider has no region '" + it.asked() + "'.");
      case ApiResult.Answered _,
          ApiResult.AskLater _,
          ApiResult.NotSent _,
          ApiResult.NoAnswer _,
          ApiResult.BodyFailed _ ->
          throw new IllegalStateException("no refusal: " + result.getClass());
    };
  }

  private static Missing tooMany(FarmKind kind) {
    return missing(
        kind.inWords(),
        "too_many",
        "There are more than the %d that are read at once.".formatted(MOST));
  }

  private static Missing missing(String resource, String code, String detail) {
    return new Missing("rest", resource, Optional.empty(), Optional.empty(), code, detail);
  }

  /// Nothing more is wanted.
  private static final class EnoughException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
