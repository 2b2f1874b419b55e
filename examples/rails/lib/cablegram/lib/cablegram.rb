# frozen_string_literal: true

require "rails"
require "action_cable/engine"
require "cablegram/version"
require "cablegram/errors"
require "cablegram/configuration"
require "cablegram/content_security_policy"
require "cablegram/database_store"
require "cablegram/redis_store"
require "cablegram/delayed_broadcaster"
require "cablegram/batched_broadcaster"
require "cablegram/throttled_broadcaster"
require "cablegram/token"
require "cablegram/stream"
require "cablegram/stream_registry"
require "cablegram/tags_helper"
require "cablegram/live_channel"
require "cablegram/http_connection"
require "cablegram/http_subscription"
require "cablegram/trackable"
require "cablegram/tracks_progress"
require "cablegram/engine"

# The Rails half of cablegram.
#
#   class OrdersChannel < ApplicationCable::Channel
#     live_stream(:orders) { { value: Order.today.count } }
#   end
#
#   Cablegram.broadcast :orders
#
#   <%= live_counter_tag OrdersChannel, :orders, label: "Orders today" %>
module Cablegram
  class << self
    # Broadcasts a message on a stream: numbered, with its time, after the transaction that surrounds the call has committed. In a
    # transaction that is rolled back, nothing is broadcast.
    #
    #   Cablegram.broadcast :orders                                       # the stream's own state
    #   Cablegram.broadcast(:orders) { { value: Order.today.count } }     # computed after the commit
    #   Cablegram.broadcast :activity, { event: "order_created", id: 7 }, of: shop
    #
    # For a value that is counted or summed, give a block, or neither: what is computed before the number is taken may overtake a newer value.
    #
    # @param name [Symbol] a stream that a channel declares with `live_stream`
    # @param body [Hash, nil] what is broadcast; without it and without a block, the state of the stream
    # @param of what the stream belongs to, if its declaration has `of:`, such as a record
    # @raise [UnknownStream] if no channel declares the stream
    # @raise [InvalidBody] if the body is not a Hash
    def broadcast(name, body = nil, of: nil, &block)
      stream = streams.fetch(name)
      stream.check(body || block)
      after_commit { stream.broadcast(body || block, of) }
    end

    # Broadcasts at once what waits in batched and throttled streams of this process.
    def flush = DelayedBroadcaster.flush_all

    # @return [Configuration]
    def config = @config ||= Configuration.new

    # Sets options in an initializer: `Cablegram.configure { |config| config.store = :redis }`.
    def configure = yield(config)

    # All streams that channels declare.
    # @return [StreamRegistry]
    def streams = @streams ||= StreamRegistry.new

    # Where numbers and histories are kept.
    # @return [DatabaseStore, RedisStore]
    def store = @store ||= config.build_store

    # Replaces the store, such as in a test.
    attr_writer :store

    # Adds what the elements need to a content security policy; see {ContentSecurityPolicy}.
    def allow_in(policy) = ContentSecurityPolicy.allow_in(policy)

    private

    def after_commit(&block)
      defined?(ActiveRecord::Base) ? ActiveRecord.after_all_transactions_commit(&block) : yield
    end
  end
end
