# How this process and its machine are.
module ServerHealth
  STARTED_AT = Process.clock_gettime(Process::CLOCK_MONOTONIC)

  class << self
    def read
      pool = ActiveRecord::Base.connection_pool.stat
      known = {
        memory: resident_bytes, memory_total: total_bytes,
        pool_busy: pool[:busy], pool_size: pool[:size], threads: Thread.list.size,
        pending_jobs: SolidQueue::ReadyExecution.count, clients:, cache_time:,
        garbage_collections: GC.count, uptime: ((clock - STARTED_AT) * 1000).round
      }.compact
      { cpu: cpu_percent, **known }
    end

    # How many sockets this process holds; nil behind AnyCable, which holds them.
    def clients = defined?(AnyCable) ? nil : ActionCable.server.connections.size

    def versions
      { "Rails" => Rails.version, "Ruby" => RUBY_VERSION, "Puma" => Puma::Const::VERSION, "SQLite" => SQLite3::SQLITE_VERSION,
        "Cache" => Rails.cache.class.name.demodulize.titleize, "Action Cable" => ActionCable.server.config.cable["adapter"].titleize }
    end

    private

    # How busy this process was since the last reading, in percent of one processor. At the first reading nobody knows, and a chart draws no line
    # from what a process before this one has left.
    def cpu_percent
      now = [clock, Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)]
      before, @before = @before, now
      return if before.nil?

      passed = now.first - before.first
      passed.positive? ? ((now.last - before.last) / passed * 100).clamp(0, 100).round(1) : 0
    end

    # How long the cache takes to write and to read, in ms.
    def cache_time
      began = clock
      Rails.cache.write("server_health", began)
      Rails.cache.read("server_health")
      ((clock - began) * 1000).round(3)
    end

    # Linux tells both; elsewhere the page says that it has no value.
    def resident_bytes = File.read("/proc/self/statm").split[1].to_i * 4096 if File.exist?("/proc/self/statm")

    def total_bytes = File.read("/proc/meminfo")[/MemTotal:\s+(\d+)/, 1].to_i * 1024 if File.exist?("/proc/meminfo")

    def clock = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end
end
