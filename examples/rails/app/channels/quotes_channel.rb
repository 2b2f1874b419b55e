class QuotesChannel < ApplicationCable::Channel
  # All quotes, each in a message of its own.
  live_stream(:quotes) { Quote.listed.map(&:as_live) }

  # One quote, which the client chooses.
  live_stream(:quote, of: -> { params[:symbol].presence_in(Quote.symbols) }) { |symbol| Quote.find_by!(symbol:).as_live }
end
