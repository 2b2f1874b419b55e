Rails.application.configure do
  config.enable_reloading = ENV["RELOADING"] != "off"
  # Requests, jobs and the simulation begin at once, and Ruby may lock up if two threads load parts of one library for the first time.
  config.eager_load = true
  config.consider_all_requests_local = true
  config.server_timing = true
  config.cache_store = :memory_store
  config.log_level = ENV.fetch("LOG_LEVEL", "info")
  config.active_record.migration_error = :page_load
  config.active_job.verbose_enqueue_logs = false
  config.action_controller.raise_on_missing_callback_actions = true
end
