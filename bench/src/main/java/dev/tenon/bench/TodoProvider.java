package dev.tenon.bench;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Listener;
import dev.tenon.server.http.ListenerSettings;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Trimble Connect that costs next to nothing: one region, one project, and as many TODOs as it
/// is told (`total N`), in parts as they are asked for. A page is a copy of one that is made
/// beforehand, with other numbers in it. Says its port and ends with its input.
final class TodoProvider {
  static final String PROJECT = "kX3v9mQpZ0s";

  private static final int DIGITS = 9;
  private static final int LARGEST_PART = 1000;
  private static final Pattern RANGE = Pattern.compile("items=([0-9]{1,9})-([0-9]{1,9})");
  private static final Answer.Header JSON = new Answer.Header("Content-Type", "application/json");

  private final byte[] item = todo().getBytes(StandardCharsets.UTF_8);
  private final int[] numbers = numbers(item);
  private final byte[] page = new byte[1 + LARGEST_PART * (item.length + 1)];
  private final AtomicInteger total = new AtomicInteger();

  private TodoProvider() {
    page[0] = '[';
    for (int i = 0; i < LARGEST_PART; i++) {
      System.arraycopy(item, 0, page, at(i), item.length);
      page[at(i) + item.length] = ',';
    }
  }

  public static void main(String[] args) throws IOException {
    TodoProvider provider = new TodoProvider();
    ListenerSettings settings = ListenerSettings.defaults().at("127.0.0.1", 0);
    List<Route> routes =
        List.of(
            Route.of("GET", "/tc/api/2.0/regions", TodoProvider::regions),
            Route.of("GET", "/tc/api/2.0/projects", _ -> json("[" + project() + "]")),
            Route.of("GET", "/tc/api/2.0/todos", provider::todos));
    try (Listener listener =
        Listener.start(settings, routes, new SecureRandom(), (_, _, _, _) -> {})) {
      Child.say(Integer.toString(listener.port()));
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        provider.total.set(Integer.parseInt(line.replace("total ", "")));
        Child.say(provider.item.length + " bytes");
      }
    }
  }

  private int at(int place) {
    return 1 + place * (item.length + 1);
  }

  private Answer todos(Request request) {
    Matcher range = RANGE.matcher(request.header("Range").orElse(""));
    if (request.header("Authorization").isEmpty() || !range.matches()) {
      return Answer.empty(400);
    }
    int first = Integer.parseInt(range.group(1));
    int all = total.get();
    int last =
        Math.min(all, Math.min(Integer.parseInt(range.group(2)) + 1, first + LARGEST_PART)) - 1;
    byte[] body = Arrays.copyOf(page, at(last - first + 1));
    for (int i = first; i <= last; i++) {
      for (int place : numbers) {
        write(body, at(i - first) + place, i);
      }
    }
    body[body.length - 1] = ']';
    return new Answer(
        206,
        List.of(
            JSON, new Answer.Header("Content-Range", "items %d-%d/%d".formatted(first, last, all))),
        body);
  }

  private static void write(byte[] body, int at, int number) {
    int left = number;
    for (int i = DIGITS - 1; i >= 0; i--) {
      body[at + i] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }

  private static Answer regions(Request request) {
    String host = request.header("Host").orElse("");
    return json(
        """
        [{"isMaster":true,"location":"northAmerica","origin":"//%1$s","topic-api":"http://%1$s/"}]"""
            .formatted(host));
  }

  private static Answer json(String text) {
    return new Answer(200, List.of(JSON), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String project() {
    return "{\"id\":\"%s\",\"name\":\"Bolts\",\"rootId\":\"r\",\"location\":\"northAmerica\"}"
        .formatted(PROJECT);
  }

  /// Where a TODO has its number.
  private static int[] numbers(byte[] item) {
    String text = new String(item, StandardCharsets.UTF_8);
    String mark = "0".repeat(DIGITS);
    return new int[] {text.indexOf(mark), text.lastIndexOf(mark)};
  }

  /// As Trimble Connect has them.
  private static String todo() {
    String person =
        """
        {"id":"u_7","tiduuid":"9f3c1c1e-58a1-4d0e-8a3b-0c77d4f4f5aa","firstName":"Ada",\
        "lastName":"Ng","email":"ada@example.com","status":"ACTIVE"}""";
    return """
    {"id":"td_tb_%1$s","label":"TB-%1$s","type":"Task","title":"Confirm rebar spacing",\
    "description":"North pier, axis 4","dueDate":"2025-02-11T08:12:00+0000","percentComplete":25,\
    "status":"IN_PROGRESS","priority":"HIGH","projectId":"%3$s","assignees":[%2$s],\
    "createdOn":"2025-01-06T08:00:00+0000","modifiedOn":"2025-01-06T09:51:00+0000",\
    "createdBy":%2$s,"modifiedBy":%2$s}"""
        .formatted("0".repeat(DIGITS), person, PROJECT);
  }
}
