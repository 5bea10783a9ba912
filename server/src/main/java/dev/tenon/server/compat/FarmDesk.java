package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.server.compat.FarmLot.Lack;
import dev.tenon.server.compat.HeldCredentials.Held;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// What Leaf's data calls share: whose things are asked for, read whole or refused. Safe for use by
/// any thread.
final class FarmDesk {
  private static final int MOST_USERS = 50;
  private static final int AT_ONCE = 8;
  private static final long RETRY_SECONDS = 10;
  private static final String LEAF = "Leaf";

  private final LeafDesk desk;
  private final HeldCredentials held;
  private final FarmReader reader;

  FarmDesk(LeafDesk desk, HeldCredentials held, FarmReader reader) {
    this.desk = desk;
    this.held = held;
    this.reader = reader;
  }

  LeafDesk desk() {
    return desk;
  }

  FarmReader reader() {
    return reader;
  }

  /// What Leaf calls the owner of the account: the workspace.
  String owner(Caller caller) {
    return desk.workspace(caller.workspace()).name();
  }

  /// What a list is made of, for the users and providers that the request names: things of `kind`,
  /// with those of `more`.
  Gathered gather(Request request, Caller caller, LeafPage page, FarmKind kind, FarmKind... more) {
    Optional<String> user = LeafPage.parameter(request, "leafUserId");
    if (user.isPresent() && !UserId.isValid(user.get())) {
      return new Gathered(List.of(), false);
    }
    return gather(request, caller, user.map(UserId::new), page.age(), kind, more);
  }

  /// The same of the user of the path, read now.
  Gathered readNow(Request request, Caller caller, FarmKind kind, FarmKind... more) {
    return gather(request, caller, Optional.of(LeafDesk.user(request)), Duration.ZERO, kind, more);
  }

  /// The same of the user of the path.
  Gathered ofUser(Request request, Caller caller, LeafPage page, FarmKind kind, FarmKind... more) {
    return gather(request, caller, Optional.of(LeafDesk.user(request)), page.age(), kind, more);
  }

  private Gathered gather(
      Request request,
      Caller caller,
      Optional<UserId> user,
      Duration age,
      FarmKind kind,
      FarmKind... more) {
    Optional<String> provider = LeafPage.parameter(request, "provider");
    if (provider.equals(Optional.of(LEAF))) {
      return new Gathered(List.of(), false);
    }
    Optional<LeafProvider> wanted = provider.map(FarmDesk::provider);
    List<FarmSubject> subjects = subjects(caller, user, wanted, kind);
    request.interruptWhenClientLeaves();
    Instant begun = desk.now();
    List<FarmLot> lots = inParallel(subjects, subject -> lot(subject, age, kind, more));
    note(caller, lots, kind, begun);
    boolean partial = LeafPage.parameter(request, "partial").equals(Optional.of("true"));
    List<Lack> lacks = lots.stream().flatMap(it -> it.lacks().stream()).toList();
    if (!lacks.isEmpty() && !partial) {
      throw missing(lots, lacks);
    }
    return new Gathered(lots, !lacks.isEmpty());
  }

  /// The thing of that id, with what else `more` says of its subject.
  ///
  /// @param user whose it is; empty where the call does not say
  Found find(
      Request request, Caller caller, Optional<UserId> user, FarmKind kind, FarmKind... more) {
    return find(request, caller, user, "id", kind, more);
  }

  Found find(
      Request request,
      Caller caller,
      Optional<UserId> user,
      String parameter,
      FarmKind kind,
      FarmKind... more) {
    UUID id = LeafId.parse(request.pathParameter(parameter)).orElseThrow(() -> unknown(kind));
    List<Held> through = new ArrayList<>();
    held.each(
        caller,
        user,
        it -> !LeafId.isOf(id, it.connection().id()) || (through.add(it) && through.size() < 2));
    request.interruptWhenClientLeaves();
    Instant begun = desk.now();
    for (Held it : through) {
      FarmLot lot = lot(subject(caller, it), LeafPage.FRESH, kind, more);
      note(caller, List.of(lot), kind, begun);
      Optional<FarmThing> thing =
          lot.things(kind).stream()
              .filter(each -> LeafId.of(lot.subject().connection(), kind, each.id()).equals(id))
              .findFirst();
      List<Lack> lacks = lot.lacks();
      if (!lacks.isEmpty()) {
        throw missing(List.of(lot), lacks);
      }
      if (thing.isPresent()) {
        return new Found(lot, thing.get());
      }
    }
    throw unknown(kind);
  }

  /// `reading`, where it is whole.
  void check(FarmSubject subject, FarmKind kind, FarmReading reading) {
    FarmLot lot = new FarmLot(subject, Map.of(kind, reading));
    if (reading instanceof FarmReading.Undeclared) {
      throw undeclared(subject.held(), kind);
    }
    if (!lot.lacks().isEmpty()) {
      throw missing(List.of(lot), lot.lacks());
    }
  }

  /// `answer`, which says whether it is whole.
  Answer answered(Gathered gathered, Answer answer) {
    return gathered.isPart() ? answer.with("Tenon-Complete", "false") : answer;
  }

  static ProblemException unknown(FarmKind kind) {
    String many = kind.inWords();
    String one =
        many.endsWith("ies")
            ? many.substring(0, many.length() - 3) + "y"
            : many.substring(0, many.length() - 1);
    return LeafProblems.unknown(one);
  }

  private FarmLot lot(FarmSubject subject, Duration age, FarmKind kind, FarmKind... more) {
    Map<FarmKind, FarmReading> readings = new EnumMap<>(FarmKind.class);
    readings.put(kind, reader.read(subject, kind, age));
    for (FarmKind other : more) {
      // What stands against the first stands against the others too.
      if (!(readings.get(kind) instanceof FarmReading.Refused)) {
        readings.put(other, reader.read(subject, other, age));
      }
    }
    return new FarmLot(subject, readings);
  }

  /// Of each user and provider the newest connection whose connector lists such things.
  private List<FarmSubject> subjects(
      Caller caller, Optional<UserId> user, Optional<LeafProvider> wanted, FarmKind kind) {
    Map<String, FarmSubject> subjects = new LinkedHashMap<>();
    List<Held> undeclared = new ArrayList<>();
    held.each(
        caller,
        user,
        it -> {
          if (wanted.map(it.provider()::equals).orElse(true)) {
            FarmSubject subject = subject(caller, it);
            if (reader.declared(subject, kind).isPresent()) {
              subjects.putIfAbsent(it.provider().name() + "\n" + subject.user().value(), subject);
            } else {
              undeclared.add(it);
            }
          }
          return subjects.size() <= MOST_USERS;
        });
    if (subjects.size() > MOST_USERS) {
      throw LeafProblems.invalid(
          "leafUserId",
          "is needed: providers are asked now, and for at most %d users in one call"
              .formatted(MOST_USERS));
    }
    if (subjects.isEmpty() && user.isPresent() && wanted.isPresent() && !undeclared.isEmpty()) {
      throw undeclared(undeclared.getFirst(), kind);
    }
    List<FarmSubject> sorted = new ArrayList<>(subjects.values());
    sorted.sort(
        Comparator.comparing((FarmSubject it) -> it.user().value())
            .thenComparing(it -> it.provider().name()));
    return sorted;
  }

  private static FarmSubject subject(Caller caller, Held it) {
    return FarmSubject.of(caller, it)
        .orElseThrow(() -> LeafProblems.notAssigned(it.client().name().value()));
  }

  private static ProblemException undeclared(Held it, FarmKind kind) {
    return LeafProblems.refused(
        "The connector '%s' does not say how %s are listed."
            .formatted(it.client().connector(), kind.inWords()));
  }

  private static LeafProvider provider(String name) {
    return LeafProvider.named(name)
        .orElseThrow(
            () ->
                LeafProblems.invalid(
                    "provider",
                    "is one of "
                        + String.join(
                            ", ", LeafProvider.ALL.stream().map(LeafProvider::name).toList())));
  }

  private static ProblemException missing(List<FarmLot> lots, List<Lack> lacks) {
    if (lots.size() == 1 && lots.getFirst().refusal().isPresent()) {
      return new ProblemException(lots.getFirst().refusal().get());
    }
    Lack first = lacks.getFirst();
    Problem problem =
        Problem.of(
                503,
                "listing_incomplete",
                "The list is not complete",
                ("What the user '%s' has at %s could not all be read: %s Nothing is answered, so that"
                        + " no part is taken for the whole.")
                    .formatted(
                        first.subject().user(), first.subject().provider().name(), first.detail()))
            .with(
                "missing",
                lacks.stream()
                    .map(
                        it ->
                            Map.of(
                                "leafUserId", it.subject().user().value(),
                                "provider", it.subject().provider().name(),
                                "code", it.code(),
                                "message", it.detail()))
                    .toList());
    return new ProblemException(
        lacks.stream().allMatch(Lack::passing) ? problem.retryAfter(RETRY_SECONDS) : problem);
  }

  /// That an admin read what a user shares, which is done as an app, where the provider was asked
  /// since `begun`.
  private void note(Caller caller, List<FarmLot> lots, FarmKind kind, Instant begun) {
    if (caller instanceof Caller.Admin) {
      for (FarmLot lot : lots) {
        if (lot.at().map(it -> !it.isBefore(begun)).orElse(false)) {
          desk.note(
              caller,
              "data.read",
              lot.subject().connection().value(),
              Map.of("as", lot.subject().app().name().value(), "what", kind.inWords()));
        }
      }
    }
  }

  private static List<FarmLot> inParallel(List<FarmSubject> subjects, Reading reading) {
    if (subjects.size() < 2) {
      return subjects.stream().map(reading::of).toList();
    }
    Semaphore places = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<FarmLot>> calls = new ArrayList<>();
      for (FarmSubject subject : subjects) {
        calls.add(
            () -> {
              places.acquire();
              try {
                return reading.of(subject);
              } finally {
                places.release();
              }
            });
      }
      List<FarmLot> lots = new ArrayList<>();
      for (Future<FarmLot> each : threads.invokeAll(calls)) {
        lots.add(each.get());
      }
      return lots;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a reading failed oddly", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the client has left");
    }
  }

  /// Reads for one subject.
  @FunctionalInterface
  private interface Reading {
    FarmLot of(FarmSubject subject);
  }

  /// What was read for a list.
  ///
  /// @param isPart whether something is missing, which the caller did not mind
  record Gathered(List<FarmLot> lots, boolean isPart) {
    Gathered {
      lots = List.copyOf(lots);
    }
  }

  /// A thing that was asked for by its id.
  record Found(FarmLot lot, FarmThing thing) {
    FarmSubject subject() {
      return lot.subject();
    }
  }
}
