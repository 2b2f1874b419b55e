# frozen_string_literal: true

module Cablegram
  # What `live_stream` adds to a channel. Everything is private, because a client may call each public method of a channel.
  module LiveChannel
    # The class method that every channel has.
    module Declaration
      # Declares a stream that clients follow by `{ channel: "OrdersChannel", stream: "orders" }`.
      #
      #   live_stream(:orders) { { value: Order.today.count } }
      #   live_stream(:activity, of: :current_shop) { |shop| shop.activities.last(50).map(&:as_live) }
      #   live_stream(:metric, of: -> { params[:metric].presence_in(Metric::NAMES) }) { |name| { value: Metric.read(name) } }
      #   live_stream(:cpu, history: 300, batch: 0.2)
      #
      # The block returns the state, as a Hash or as a list of Hashes, oldest first. It runs in any process, without a connection, and gets
      # what `of` returned. With a `before:` keyword it can also return older items.
      #
      # @param of [Symbol, Proc] what the stream belongs to, evaluated in the channel, which knows `params` and the connection's identifiers.
      #   Nothing (nil, false, an empty text, a record that is not found) rejects the subscription.
      # @param signed [Boolean] whether the view decides what the stream belongs to, as in `live_feed_tag(ProjectChannel, :notes, of: @project)`.
      #   The page gets a signature that holds for its person and for a day.
      # @param history [Integer] how many messages are kept as the snapshot, in place of a block
      # @param batch [Numeric] how long messages are collected, in seconds, before they are sent as one
      # @param throttle [Numeric] the shortest time between two messages, in seconds; only the latest one of a time is sent
      # @param key [Symbol, Proc] with `throttle`, what tells things apart, such as `:symbol`: the latest of each is sent
      # @param valid_for [Numeric] how long a state that changes without a broadcast may go unnoticed, in seconds. By default a minute. 0 trusts
      #   the broadcasts alone.
      # @raise [InvalidStream]
      def live_stream(name, **options, &state)
        include LiveChannel
        stream = Stream.new(name, channel_name: self.name, **options, &state)
        self.live_streams = live_streams.merge(stream.name => stream)
        Cablegram.streams.add(stream)
      end
    end

    extend ActiveSupport::Concern

    included do
      class_attribute :live_streams, instance_accessor: false, default: {}
    end

    private

    # A channel that decides more than `of` does overrides this, and calls `super` for those that it lets in.
    def subscribed
      follow_live_stream || reject
    end

    # Whether a snapshot or a tag asks, in place of a socket. Callbacks such as `after_subscribe` run then too.
    def without_socket? = false

    def follow_live_stream
      stream = asked_live_stream
      return false unless stream

      admitted, target = stream.admit(self, params)
      return false unless admitted

      @followed_live_stream = [stream, target]
      stream_from stream.broadcasting(target)
      true
    end

    def asked_live_stream
      streams = self.class.live_streams
      params[:stream] ? streams[params[:stream].to_s.to_sym] : (streams.values.first if streams.one?)
    end
  end
end
