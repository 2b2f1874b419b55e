# frozen_string_literal: true

module Cablegram
  # Keeps numbers and histories in Redis. Each step is one script, so that processes never get the same number.
  class RedisStore
    # Begins a stream with the time in ms (see StreamNumber.advance), and adds to its number.
    ADVANCE = <<~LUA
      if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('SET', KEYS[1], ARGV[2]) end
      return redis.call('INCRBY', KEYS[1], ARGV[1])
    LUA

    # The same, and keeps the bodies, each behind its number.
    APPEND = <<~LUA
      if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('SET', KEYS[1], ARGV[2]) end
      local last = redis.call('INCRBY', KEYS[1], ARGV[1])
      local first = last - ARGV[1] + 1
      for index = 4, #ARGV do
        redis.call('RPUSH', KEYS[2], string.format('%.0f', first + index - 4) .. ':' .. ARGV[index])
      end
      redis.call('LTRIM', KEYS[2], -ARGV[3], -1)
      return last
    LUA

    # @param url [String] the address of Redis
    def initialize(url: nil)
      require "redis"
      @redis = Redis.new(**{ url: }.compact)
    end

    # See DatabaseStore#number.
    def number(name) = @redis.get(number_key(name)).to_i

    # See DatabaseStore#advance.
    def advance(name, count) = @redis.eval(ADVANCE, keys: [number_key(name)], argv: [count, beginning])

    # See DatabaseStore#append.
    def append(name, bodies, keep:)
      encoded = bodies.map { |body| ActiveSupport::JSON.encode(body) }
      last = @redis.eval(APPEND, keys: [number_key(name), history_key(name)], argv: [bodies.size, beginning, keep, *encoded])
      bodies.each_with_index.map { |body, index| { **body, seq: last - bodies.size + 1 + index } }
    end

    # See DatabaseStore#history.
    def history(name, limit)
      @redis.lrange(history_key(name), -limit, -1).map do |text|
        number, body = text.split(":", 2)
        ActiveSupport::JSON.decode(body).merge("seq" => number.to_i)
      end
    end

    private

    # The braces keep both keys of a stream on one node of a cluster.
    def number_key(name) = "{#{name}}:number"

    def history_key(name) = "{#{name}}:history"

    def beginning = (Process.clock_gettime(Process::CLOCK_REALTIME) * 1000).to_i
  end
end
