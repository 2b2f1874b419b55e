class VitalsStreamsController < ApplicationController
  include ActionController::Live

  # Each stream takes one of puma's threads, and in development changed code waits for its end. So it ends soon, and the page opens the next one.
  LASTS = 15.seconds

  def show
    response.headers["Content-Type"] = "text/event-stream"
    response.headers["Last-Modified"] = Time.current.httpdate
    sse = SSE.new(response.stream, retry: 300)
    ends_at = LASTS.from_now
    while Time.current < ends_at
      sse.write({ **ServerHealth.read, timestamp: Time.current.iso8601(3) }, event: "vitals")
      sleep 1
    end
  rescue ActionController::Live::ClientDisconnected
    # The page is gone.
  ensure
    sse&.close
  end
end
