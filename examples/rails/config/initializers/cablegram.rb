Cablegram.configure do |config|
  # A text that changes with each deploy, so that no page keeps a snapshot of an older form.
  config.revision = ENV["GIT_REVISION"]
end
