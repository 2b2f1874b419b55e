# frozen_string_literal: true

# Numbered points by stream: kept for snapshots, told on the cable in the order of their numbers.
module Points
  KEPT = 10_000
  LOCK = Monitor.new
  ADDED = LOCK.new_cond
  STATE = ENV.fetch('STATE', nil)

  @streams = STATE && File.exist?(STATE) ? Marshal.load(File.binread(STATE)) : {}
  at_exit { File.binwrite(STATE, Marshal.dump(@streams)) } if STATE

  class << self
    def add(stream, value)
      LOCK.synchronize do
        points = (@streams[stream] ||= [])
        point = { type: 'datapoint', metric: stream, value:, seq: seq_of(stream) + 1, timestamp: Time.now.utc.iso8601(3) }
        points << point
        points.shift if points.size > KEPT
        ADDED.broadcast
        # Within the lock, so that one producer says them in order; what arrives out of order is the server's doing.
        ActionCable.server.broadcast(stream, point)
        point
      end
    end

    # Adds many from a thread of its own; a broadcast that fails is lost, its point is not.
    def burst(stream, count, rate)
      Thread.new do
        began = Process.clock_gettime(Process::CLOCK_MONOTONIC)
        count.times do |n|
          wait = rate.positive? ? began + (n / rate) - Process.clock_gettime(Process::CLOCK_MONOTONIC) : 0
          sleep wait if wait.positive?
          add(stream, n)
        rescue StandardError => e
          Rails.logger.warn("A broadcast was lost: #{e.class}")
        end
      end
    end

    def all(stream) = LOCK.synchronize { (@streams[stream] || []).dup }
    def seq_of(stream) = LOCK.synchronize { @streams[stream]&.last&.fetch(:seq) || 0 }

    # Those after a number, once there are any, or none after a second.
    def after(stream, seq)
      LOCK.synchronize do
        ADDED.wait(1) if seq_of(stream) <= seq
        all(stream).select { |point| point[:seq] > seq }
      end
    end
  end
end

# What happened, by name; who is refused although the token is good; whose connection hears what is said to it from afar.
module Journal
  COUNTS = Concurrent::Map.new { |counts, name| counts[name] = Concurrent::AtomicFixnum.new }
  REFUSED = Concurrent::Set.new
  LISTENING = Concurrent::Set.new

  def self.count(name) = COUNTS[name].increment
end
