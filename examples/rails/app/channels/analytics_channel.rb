class AnalyticsChannel < ApplicationCable::Channel
  # A client may follow what is in the list, and is rejected for everything else.
  live_stream :metric, of: -> { AnalyticsService.name_of(params[:metric]) }, history: 300
end
