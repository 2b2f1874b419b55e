Rails.application.configure do
  config.enable_reloading = false
  config.eager_load = true
  config.consider_all_requests_local = false
  config.public_file_server.headers = { "cache-control" => "public, max-age=3600" }
  # FORCE_SSL=off is for a trial on this machine, without a proxy that speaks HTTPS.
  config.assume_ssl = config.force_ssl = ENV["FORCE_SSL"] != "off"
  config.cache_store = :memory_store
  config.logger = ActiveSupport::TaggedLogging.new(ActiveSupport::Logger.new($stdout))
  config.log_level = ENV.fetch("LOG_LEVEL", "info")
  config.active_record.dump_schema_after_migration = false
end
