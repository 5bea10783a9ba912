package dev.tenon.server.outbound.api;

import dev.tenon.call.ApiAnswer;
import dev.tenon.call.ApiHeader;
import dev.tenon.call.ApiTarget;
import dev.tenon.call.ApiWire;
import dev.tenon.resource.FileSource;
import dev.tenon.server.outbound.OutboundUrl;
import dev.tenon.server.outbound.OutboundUrl.RefusedUrlException;
import dev.tenon.server.outbound.StreamCall;
import dev.tenon.server.outbound.StreamOutcome;
import dev.tenon.server.outbound.StreamingHttp;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// [FileSource] over HTTP: guarded like every outbound call, without any token.
public final class StorageFiles implements FileSource {
  private final StreamingHttp http;

  /// Fetches over `http`.
  public StorageFiles(StreamingHttp http) {
    this.http = http;
  }

  @Override
  public ApiWire.Outcome fetch(ApiTarget target, String address) {
    StreamCall call;
    try {
      call = new StreamCall("GET", OutboundUrl.parse(address), List.of(), new Nothing());
    } catch (RefusedUrlException e) {
      return new ApiWire.Outcome.NotCallable("The address of the file " + e.getMessage() + ".");
    }
    return switch (http.open(call)) {
      case StreamOutcome.Opened opened -> new ApiWire.Outcome.Answered(new Stored(opened));
      case StreamOutcome.Refused(String detail) ->
          new ApiWire.Outcome.NotCallable("The address of the file is refused: " + detail + ".");
      case StreamOutcome.NotSent(String detail) -> new ApiWire.Outcome.NotSent(detail);
      case StreamOutcome.NoAnswer(String detail, boolean late) ->
          new ApiWire.Outcome.NoAnswer(detail, late);
      case StreamOutcome.BodyFailed(IOException cause) -> new ApiWire.Outcome.BodyFailed(cause);
    };
  }

  private record Nothing() implements StreamCall.Source {
    @Override
    public OptionalLong length() {
      return OptionalLong.of(0);
    }

    @Override
    public InputStream open() {
      return InputStream.nullInputStream();
    }
  }

  /// Bytes as they are served: what is compressed stays so.
  private record Stored(StreamOutcome.Opened opened) implements ApiAnswer {
    @Override
    public int status() {
      return opened.status();
    }

    @Override
    public List<ApiHeader> headers() {
      List<ApiHeader> headers = new ArrayList<>();
      for (Map.Entry<String, String> header : opened.headers()) {
        try {
          headers.add(new ApiHeader(header.getKey(), header.getValue()));
        } catch (IllegalArgumentException _) {
          // One that cannot be a header is left out.
        }
      }
      return headers;
    }

    @Override
    public OptionalLong length() {
      return opened.length();
    }

    @Override
    public boolean hasBody() {
      return true;
    }

    @Override
    public InputStream body() {
      return opened.body();
    }

    @Override
    public void close() {
      try {
        opened.body().close();
      } catch (IOException _) {
        // Its connection is gone; nothing of it is wanted any more.
      }
    }
  }
}
