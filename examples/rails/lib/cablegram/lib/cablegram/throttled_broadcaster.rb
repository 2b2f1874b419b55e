# frozen_string_literal: true

module Cablegram
  # Sends the latest body of each key at most once a time: the first at once, then what is the latest when the time is over.
  class ThrottledBroadcaster < DelayedBroadcaster
    # @param every [Numeric] the shortest time between two messages of a key, in seconds
    # @param key [Symbol, Proc, nil] returns the key of a body; without it, a stream has one
    def initialize(every:, key: nil, &send)
      @key = key
      super(every:, &send)
    end

    private

    def clear
      @latest = {}
      @sent = {}
    end

    def add(target, body)
      place = [target, key_of(body)]
      # The latest goes to the end, so that messages are sent in the order in which they happened.
      @latest.delete(place)
      @latest[place] = body
    end

    def key_of(body)
      return if @key.nil? || !body.is_a?(Hash)

      @key.is_a?(Symbol) ? body[@key] : @key.call(body)
    end

    def waiting = @latest.size

    def due_at = @latest.each_key.map { |place| due_of(place) }.min

    def due_of(place) = @sent[place] ? @sent[place] + @every : 0

    def take_due
      now = clock
      @sent.delete_if { |_, at| at + @every <= now }
      take { |place| due_of(place) <= now }
    end

    def take_all = take { true }

    def take
      now = clock
      taken = @latest.select { |place, _| yield place }
      taken.each_key do |place|
        @latest.delete(place)
        @sent[place] = now
      end
      taken.map { |(target, _), body| [target, [body]] }
    end

    def put_back(taken)
      kept = @latest
      @latest = {}
      taken.each { |target, (body)| add(target, body) }
      # What came meanwhile is later.
      kept.each do |place, body|
        @latest.delete(place)
        @latest[place] = body
      end
    end

    def drop_the_oldest
      @latest.shift
      report_dropped
    end
  end
end
