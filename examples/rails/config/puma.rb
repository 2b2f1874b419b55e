threads_count = ENV.fetch("RAILS_MAX_THREADS", 8)
threads threads_count, threads_count
workers ENV.fetch("WEB_CONCURRENCY", 0)
bind "tcp://#{ENV.fetch('HOST', '127.0.0.1')}:#{ENV.fetch('PORT', 3000)}"

# Jobs and their schedule, in threads of this process. In a deployment of several machines, run bundle exec rake solid_queue:start instead.
unless ENV["SOLID_QUEUE_IN_PUMA"] == "off"
  plugin :solid_queue
  solid_queue_mode :async if respond_to?(:solid_queue_mode)
end

plugin :tmp_restart

# Ends with the program that started it, however that ends: its standard input ends then.
if ENV["TETHERED"]
  Thread.new do
    $stdin.read
    Process.kill(:TERM, Process.pid)
  end
end

# Server-Sent Events end only when their reader goes.
force_shutdown_after 2
