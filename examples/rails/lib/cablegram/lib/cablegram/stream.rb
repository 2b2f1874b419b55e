# frozen_string_literal: true

module Cablegram
  # A stream that a channel declares with `live_stream`, and everything that is known of it.
  class Stream
    # @return [Symbol]
    attr_reader :name
    # @return [String] the class that declares it, by name, because classes are reloaded in development
    attr_reader :channel_name

    def initialize(name, channel_name:, of: nil, signed: false, history: 0, batch: nil, throttle: nil, key: nil, valid_for: 60, &state)
      @name = name.to_sym
      @channel_name = channel_name
      @of = of
      @signed = signed
      @history = history
      @valid_for = valid_for
      @state = state
      check_options(batch:, throttle:)
      @delayed = delayed_broadcaster(batch:, throttle:, key:)
      freeze
    end

    # The name under which Action Cable broadcasts it.
    def broadcasting(target) = ["cablegram", name, *Stream.parts_of(target)].join(":")

    # What the stream of a subscription belongs to.
    # @param channel the channel's instance
    # @return [Array(Boolean, Object)] whether the channel may follow it, and what it belongs to
    def admit(channel, params)
      return [true, nil] unless @of || @signed

      target = @signed ? Token.read(params[:signed], stream: self, connection: channel.connection) : resolve(channel)
      [target.present?, target]
    end

    def signed? = @signed

    # @raise [InvalidBody]
    def check(body)
      return if body.nil? ? @state : body.respond_to?(:call) || body.is_a?(Hash)

      raise InvalidBody, body.nil? ? "The stream #{name.inspect} has no block that returns its state, so broadcast needs a body." :
        "A body must be a Hash such as { value: 42 }, but it is #{body.inspect.truncate(100)}."
    end

    # Broadcasts now, or when the batch or the pause of the stream is over.
    # @param body [Hash, Proc, nil] without one, the state
    def broadcast(body, target)
      body ||= -> { one_state(target) }
      @delayed ? @delayed.push(target, stamped(body)) : broadcast_now([stamped(body)], target)
    end

    # Numbers bodies and broadcasts them together.
    def broadcast_now(bodies, target)
      numbered = number(bodies, broadcasting(target))
      ActionCable.server.broadcast(broadcasting(target), numbered.one? ? numbered.first : { type: "batch", data: numbered })
    end

    # The number of the last message, which is 0 before the first.
    def number_of(target) = Cablegram.store.number(broadcasting(target))

    # Everything that a page needs to start, with the number of the last message in it.
    # @param before the identity of an item whose predecessors are asked for
    # @return [Hash]
    def snapshot(target, number: number_of(target), before: nil)
      # The time and the number come first: what happens meanwhile is in the state and may come again, but is never missing.
      timestamp = now
      state = state_of(target, before)
      body = state.is_a?(Hash) ? state : { items: state }
      { timestamp:, **body, seq: number }
    end

    # What makes one snapshot differ from another. A state that changed without a broadcast is noticed when `valid_for` is over.
    def etag(target, number)
      period = @valid_for.to_f.positive? ? (Time.current.to_f / @valid_for).floor : number
      [broadcasting(target), number, period, Cablegram.config.revision]
    end

    # The parts of a broadcasting's name. A colon in a text cannot make one stream into another.
    def self.parts_of(target)
      case target
      when nil then []
      when Array then target.flat_map { |part| parts_of(part) }
      else [CGI.escape((target.respond_to?(:to_gid_param) ? target.to_gid_param : target.to_param).to_s)]
      end
    end

    private

    def check_options(batch:, throttle:)
      problem =
        if batch && throttle then "has both batch and throttle; give one"
        elsif @of && @signed then "has both of and signed; give one"
        elsif !@state && @history.zero? then "needs a block that returns its state, or a history"
        elsif @state && @history.positive? then "has both a block and a history; the snapshot is made from one of them"
        elsif throttle && @history.positive? then "has both throttle and history; what is left out would be missing in the history"
        end
      raise InvalidStream, "live_stream(#{name.inspect}) #{problem}." if problem
    end

    def delayed_broadcaster(batch:, throttle:, key:)
      return BatchedBroadcaster.new(every: batch) { |bodies, target| broadcast_now(bodies, target) } if batch

      ThrottledBroadcaster.new(every: throttle, key:) { |bodies, target| broadcast_now(bodies, target) } if throttle
    end

    def resolve(channel)
      @of.is_a?(Symbol) ? channel.send(@of) : channel.instance_exec(&@of)
    rescue StandardError => error
      # A record that is not there is nobody's to follow. Active Record is not required.
      raise unless error.class.name == "ActiveRecord::RecordNotFound"
    end

    def state_of(target, before = nil)
      return kept(target, before) unless @state

      options = before && @state.parameters.any? { |kind, name| %i[key keyreq].include?(kind) && name == :before } ? { before: } : {}
      state = @state.call(target, **options)
      return state if state.is_a?(Hash)
      return state.to_a if state.respond_to?(:to_ary) || state.is_a?(Enumerable)

      raise InvalidBody, "The block of live_stream(#{name.inspect}) must return a Hash or a list of Hashes, but it returned " \
                         "#{state.inspect.truncate(100)}."
    end

    # The kept messages; before an item, those that are older.
    def kept(target, before)
      bodies = Cablegram.store.history(broadcasting(target), @history)
      return bodies unless before

      place = bodies.index { |body| [body["id"], body.dig("data", "id")].compact.first.to_s == before.to_s }
      bodies.first(place || 0)
    end

    def one_state(target)
      state = state_of(target)
      state.is_a?(Hash) ? state : { items: state }
    end

    # Takes the numbers. A body that is computed is computed after its number, so that a higher number never says something older.
    def number(bodies, broadcasting)
      if @history.positive?
        bodies = bodies.map { |body| computed(body) }
        return Cablegram.store.append(broadcasting, bodies, keep: @history)
      end

      last = Cablegram.store.advance(broadcasting, bodies.size)
      bodies.each_with_index.map { |body, index| computed(body).merge(seq: last - bodies.size + 1 + index) }
    end

    # A body that is given happened now; one that is computed later gets its time then.
    def stamped(body) = body.respond_to?(:call) ? body : { timestamp: now, **body.to_h.symbolize_keys }

    def computed(body)
      return body unless body.respond_to?(:call)

      timestamp = now
      { timestamp:, **body.call.to_h.symbolize_keys }
    end

    # Rails writes whole seconds by default, which puts everything of one second in doubt.
    def now = Time.current.iso8601(3)
  end
end
