require_relative "boot"

require "rails"
require "active_model/railtie"
require "active_job/railtie"
require "active_record/railtie"
require "action_controller/railtie"
require "action_view/railtie"
require "action_cable/engine"

Bundler.require(*Rails.groups)

module PrintShop
  class Application < Rails::Application
    config.load_defaults Rails::VERSION::STRING.to_f
    config.autoload_lib(ignore: %w[cablegram tasks])

    config.active_job.queue_adapter = :solid_queue
    config.solid_queue.connects_to = { database: { writing: :queue } }
    config.solid_queue.preserve_finished_jobs = false

    # The databases and the log are in one folder, so that several copies can run beside each other.
    config.paths.add "log", with: File.join(ENV.fetch("STORAGE_FOLDER", "storage"), "#{Rails.env}.log")
  end
end
