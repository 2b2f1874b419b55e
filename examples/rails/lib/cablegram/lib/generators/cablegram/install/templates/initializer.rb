Cablegram.configure do |config|
  # Where numbers and histories are kept: :database, or :redis, which is the default if Action Cable uses Redis.
  # config.store = :redis
  # config.redis_url = ENV["REDIS_URL"]

  # A text that changes with each deploy, so that no page keeps a snapshot of an older form.
  # config.revision = ENV["GIT_REVISION"]
end

# If you have a content security policy, add this to its block in config/initializers/content_security_policy.rb:
#   Cablegram.allow_in(policy)
