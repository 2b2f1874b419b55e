class MetricsChannel < ApplicationCable::Channel
  live_stream :metrics, history: 60
end
