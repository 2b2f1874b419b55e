# The pages of the application: what each shows, and the files that make it.
class Page < Struct.new(:name, :group, :title, :summary, :files, :route, keyword_init: true)
  PAGES = {
    dashboards: {
      group: "Print shop", title: "Dashboard", route: :root,
      summary: "Six events on one stream, totals that are counted after each commit, and a choice of pause and rate that is remembered. " \
               "Without WebSockets, the page asks every five seconds.",
      files: %w[app/channels/dashboard_channel.rb app/models/job_order.rb app/jobs/print_export_job.rb app/views/dashboards/show.html.erb]
    },
    work: {
      group: "Print shop", title: "Imports and exports",
      summary: "Jobs that a page follows: started, completed or failed. Their progress is stored, so a page that opens later shows how they ended.",
      files: %w[app/channels/work_channel.rb app/jobs/print_export_job.rb app/models/concerns/followed_by_progress.rb app/views/work/show.html.erb]
    },
    activities: {
      group: "Print shop", title: "Activity",
      summary: "What people do: for everybody, for the followers of each, and the same list by Turbo Streams.",
      files: %w[app/channels/activity_channel.rb app/models/activity.rb app/views/activities/index.html.erb]
    },
    shops: {
      group: "Print shop", title: "Your shop", route: :shop,
      summary: "Two shops use this application. Each person follows the shop that the connection finds for them, and no other.",
      files: %w[app/channels/shop_channel.rb app/channels/application_cable/connection.rb app/controllers/sessions_controller.rb
                app/views/shops/show.html.erb]
    },
    metrics: {
      group: "Numbers", title: "Metrics",
      summary: "Four numbers that a recurring job broadcasts every five seconds.",
      files: %w[app/channels/metrics_channel.rb app/jobs/publish_metrics_job.rb config/recurring.yml app/views/metrics/show.html.erb]
    },
    analytics: {
      group: "Numbers", title: "Analytics",
      summary: "One stream for each metric. The client names the metric; the channel rejects what is not in its list.",
      files: %w[app/channels/analytics_channel.rb app/services/analytics_service.rb app/views/analytics/show.html.erb]
    },
    quotes: {
      group: "Numbers", title: "Quotes",
      summary: "Prices that a model broadcasts when they change: a message for each beside a page that Turbo morphs.",
      files: %w[app/channels/quotes_channel.rb app/models/quote.rb app/views/quotes/index.html.erb]
    },
    servers: {
      group: "Server", title: "Server health", route: :server,
      summary: "This process once a second: its processor, memory, connections, jobs and cache.",
      files: %w[app/channels/server_health_channel.rb app/models/server_health.rb app/services/background_loop.rb app/views/servers/show.html.erb]
    },
    vitals: {
      group: "Server", title: "Server-Sent Events",
      summary: "The same elements without a cable, fed by ActionController::Live.",
      files: %w[app/controllers/vitals_streams_controller.rb app/views/vitals/show.html.erb]
    },
    floods: {
      group: "Server", title: "Flood", route: :flood,
      summary: "A thousand messages at once. The server sends what comes within a tenth of a second as one, and the page draws once a frame.",
      files: %w[app/channels/flood_channel.rb app/jobs/flood_job.rb app/models/flood.rb app/views/floods/show.html.erb]
    },
    job_orders: {
      group: "Server", title: "Turbo alone",
      summary: "A page as people write it today, without a channel of its own. One script tag adds a badge and a list that tell when they may be old.",
      files: %w[app/views/job_orders/index.html.erb app/views/job_orders/_job_order.html.erb app/models/job_order.rb]
    }
  }.freeze

  # @return [Array<Page>]
  def self.all = @all ||= PAGES.map { |name, page| new(name:, route: name, **page) }

  # @return [Page, nil] the page of a controller
  def self.of(controller_name) = all.find { |page| page.name.to_s == controller_name }
end
