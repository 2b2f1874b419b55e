class DashboardChannel < ApplicationCable::Channel
  # Six events: job_order_created, book_created, cover_created, print_export_started, print_export_completed, print_export_failed.
  live_stream :analytics, history: 200

  live_stream(:totals) { Metrics.totals }
  live_stream :order_volume, history: 180
end
