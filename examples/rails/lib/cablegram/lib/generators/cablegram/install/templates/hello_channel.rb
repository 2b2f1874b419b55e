class HelloChannel < ApplicationCable::Channel
  # Keeps its last 50 messages itself. A stream that reads your own tables has a block instead:
  #   live_stream(:orders) { { value: Order.count } }
  live_stream :hello, history: 50
end
