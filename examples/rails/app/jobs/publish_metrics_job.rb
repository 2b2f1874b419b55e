# Runs every five seconds; see config/recurring.yml.
class PublishMetricsJob < ApplicationJob
  def perform = Cablegram.broadcast(:metrics) { Metrics.current }
end
