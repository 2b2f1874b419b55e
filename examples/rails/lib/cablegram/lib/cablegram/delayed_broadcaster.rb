# frozen_string_literal: true

module Cablegram
  # Collects what is broadcast and sends it later, from a thread of its own.
  #
  # Nothing is lost: what waits is sent when the process ends (by `exit`, SIGTERM or SIGINT, not by SIGKILL); what cannot be sent is kept and
  # tried again, at the end for up to five seconds; an error is logged, reported by `Rails.error`, and ends no thread. A fork begins empty,
  # because its parent sends what it collected.
  class DelayedBroadcaster
    # How many bodies may wait while nothing can be sent, such as without a database. The oldest are dropped, and that is reported.
    MOST = 10_000

    # How long a process that ends tries to send, in seconds. Servers give a process more than that before they kill it.
    LAST_TRIES = 5

    @all = []

    class << self
      def register(broadcaster)
        at_exit { @all.each(&:finish) } if @all.empty?
        @all += [broadcaster]
      end

      def flush_all = @all.each(&:flush)

      def forget_all = @all.each(&:forget)
    end

    # @param every [Numeric] in seconds
    # @yield [bodies, target] sends bodies together
    # @raise [ArgumentError] if `every` is not positive
    def initialize(every:, &send)
      raise ArgumentError, "A pause must be a positive number of seconds, but it is #{every.inspect}." unless every.to_f.positive?

      @every = every.to_f
      @send = send
      @sending = Mutex.new
      forget
      DelayedBroadcaster.register(self)
    end

    # @param target what the stream belongs to
    # @param body [Hash, Proc] a Proc is called when it is sent
    def push(target, body)
      @mutex.synchronize do
        add(target, body)
        drop_the_oldest if waiting > MOST
        @thread = Thread.new { run } unless @thread&.alive?
        @wake.signal
      end
    end

    # Sends everything that waits, now.
    # @return [Boolean] whether it was sent
    def flush = send_taken { take_all }

    # Sends everything before the process ends, and logs what could not be sent.
    def finish
      return if waiting.zero?

      deadline = clock + LAST_TRIES
      until flush || clock > deadline
        sleep 0.05
      end
      report(Error.new("#{waiting} messages were lost: they could not be broadcast before the process ended.")) if waiting.positive?
    end

    # Begins anew, with nothing that waits.
    def forget
      @mutex = Mutex.new
      @wake = ConditionVariable.new
      @thread = nil
      @not_before = 0
      clear
    end

    private

    def run
      loop do
        @mutex.synchronize do
          while (pause = due_at&.then { |at| [at, @not_before].max - clock }).nil? || pause.positive?
            @wake.wait(@mutex, pause)
          end
        end
        send_taken { take_due }
      end
    end

    # Sends one after the other, so that the thread and a `flush` keep the order.
    def send_taken(&take)
      @sending.synchronize do
        taken = @mutex.synchronize(&take)
        until taken.empty?
          target, bodies = taken.first
          begin
            Rails.application.executor.wrap { @send.call(bodies, target) }
          rescue StandardError => error
            return keep(taken, error)
          end
          taken.shift
        end
        true
      end
    end

    def keep(taken, error)
      report(error)
      @mutex.synchronize do
        @not_before = clock + [@every, 1].max
        put_back(taken)
      end
      false
    end

    # Most applications subscribe to no errors, but all have a log.
    def report(error)
      Rails.logger&.error { "cablegram could not broadcast: #{error.class}: #{error.message}" }
      Rails.error.report(error, handled: true, severity: :error, source: "cablegram")
    end

    def report_dropped
      report(Error.new("More than #{MOST} messages wait to be broadcast, so the oldest is dropped."))
    end

    def clock = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end
end
