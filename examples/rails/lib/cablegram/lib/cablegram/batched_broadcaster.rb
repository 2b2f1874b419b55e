# frozen_string_literal: true

module Cablegram
  # Sends what comes within a time as one message: `{ type: "batch", data: [...] }`. Every body is sent.
  class BatchedBroadcaster < DelayedBroadcaster
    # @param every [Numeric] how long the first body of a batch waits, in seconds
    # @param max [Integer] how many bodies make a full batch, which does not wait
    def initialize(every:, max: 100, &send)
      @max = max
      super(every:, &send)
    end

    private

    def clear
      @batches = {}
      @begun = {}
    end

    def add(target, body)
      @begun[target] ||= clock
      (@batches[target] ||= []) << body
    end

    def waiting = @batches.sum { |_, bodies| bodies.size }

    def due_at = @batches.map { |target, bodies| due_of(target, bodies) }.min

    def due_of(target, bodies) = bodies.size >= @max ? 0 : @begun.fetch(target) + @every

    def take_due
      now = clock
      taken = @batches.select { |target, bodies| due_of(target, bodies) <= now }.to_a
      taken.each do |target, _|
        @batches.delete(target)
        @begun.delete(target)
      end
      in_batches(taken)
    end

    def take_all
      taken = @batches.to_a
      clear
      in_batches(taken)
    end

    def in_batches(taken) = taken.flat_map { |target, bodies| bodies.each_slice(@max).map { |slice| [target, slice] } }

    def put_back(taken)
      taken.reverse_each do |target, bodies|
        @batches[target] = bodies + @batches.fetch(target, [])
        @begun[target] ||= clock
      end
    end

    def drop_the_oldest
      target, bodies = @batches.first
      bodies.shift
      @batches.delete(target) if bodies.empty?
      report_dropped
    end
  end
end
