Rails.application.configure do
  config.enable_reloading = false
  config.eager_load = false
  config.consider_all_requests_local = true
  config.cache_store = :null_store
  config.active_job.queue_adapter = :test
  config.action_controller.allow_forgery_protection = false
end
