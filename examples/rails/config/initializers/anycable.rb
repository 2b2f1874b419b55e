# The gem is in the bundle with CABLE=anycable only.
if defined?(AnyCable)
  # Without it, anybody could ask /_anycable in the name of any user, and broadcast.
  raise "CABLE=anycable needs ANYCABLE_SECRET: a long random text, the same as at AnyCable's server." if AnyCable.config.secret.blank?

  # AnyCable broadcasts from a thread. When the process ends, what waits there is sent first.
  at_exit { Timeout.timeout(5) { AnyCable.broadcast_adapter.shutdown } }
end
