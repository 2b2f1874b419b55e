class VitalsStreamsController < ApplicationController
  include ActionController::Live

  # Each stream takes one of puma's threads, so it ends after a minute, and the page opens the next one.
  LASTS = 1.minute

  def show
    response.headers["Content-Type"] = "text/event-stream"
    response.headers["Last-Modified"] = Time.current.httpdate
    sse = SSE.new(response.stream, retry: 300)
    ends_at = LASTS.from_now
    while Time.current < ends_at
      sse.write({ **ServerHealth.read, timestamp: Time.current.iso8601(3) }, event: "vitals")
      wait
    end
  rescue ActionController::Live::ClientDisconnected
    # The page is gone.
  ensure
    sse&.close
  end

  private

  # Lets changed code be loaded meanwhile, in development.
  def wait = ActiveSupport::Dependencies.interlock.permit_concurrent_loads { sleep 1 }
end
