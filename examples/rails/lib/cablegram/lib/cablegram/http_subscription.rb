# frozen_string_literal: true

module Cablegram
  # Asks a channel, without a socket, whether the person of an HTTP request may follow a stream. The channel's own `subscribed` decides, so
  # that what a socket rejects is rejected here too.
  class HttpSubscription
    # Raised if there is no such stream.
    class Unknown < Error; end

    # Raised if the channel rejects the subscription.
    class Rejected < Error; end

    # @return [Stream]
    attr_reader :stream
    # What the stream belongs to.
    attr_reader :target

    # @param identifier [String] the identifier of the subscription, as a client sends it
    # @raise [HttpConnection::Unauthorized, Unknown, Rejected]
    def self.open(request, identifier)
      params = ActiveSupport::JSON.decode(identifier)
      raise Unknown, "The identifier must be an object." unless params.is_a?(Hash)

      new(HttpConnection.of(request), channel_class(params["channel"]), identifier, params.with_indifferent_access)
    rescue JSON::ParserError
      raise Unknown, "The identifier is no JSON."
    end

    # As Action Cable does: only channels, and only those with streams of ours.
    def self.channel_class(name)
      found = name.to_s.safe_constantize
      return found if found.is_a?(Class) && found < ActionCable::Channel::Base && found.respond_to?(:live_streams)

      raise Unknown, "There is no channel #{name.inspect} with a live_stream."
    end
    private_class_method :channel_class

    def initialize(connection, channel_class, identifier, params)
      channel = channel_class.new(connection, identifier, params).extend(WithoutSocket)
      raise Rejected, "#{channel_class} rejects this subscription." unless channel.admitted?

      @stream, @target = channel.followed_live_stream
      raise Unknown, "#{channel_class} follows no live_stream for this subscription." unless @stream
    end

    # See {Stream#number_of}.
    def number = stream.number_of(target)

    # See {Stream#snapshot}.
    def snapshot(**options) = stream.snapshot(target, **options)

    # See {Stream#etag}.
    def etag(number) = stream.etag(target, number)

    # A channel that answers, but streams, transmits and repeats nothing.
    module WithoutSocket
      attr_reader :followed_live_stream

      def admitted?
        run_callbacks(:subscribe) { subscribed }
        !subscription_rejected?
      end

      private

      def without_socket? = true
      def stream_from(*, **) = nil
      def transmit(*, **) = nil
      def start_periodic_timers = nil
    end
  end
end
