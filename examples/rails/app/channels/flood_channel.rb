class FloodChannel < ApplicationCable::Channel
  # What comes within a tenth of a second is sent as one message.
  live_stream :flood, history: 300, batch: 0.1
end
