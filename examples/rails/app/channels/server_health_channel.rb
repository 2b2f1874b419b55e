class ServerHealthChannel < ApplicationCable::Channel
  live_stream :server_health, history: 120
end
