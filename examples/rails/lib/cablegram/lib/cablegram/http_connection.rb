# frozen_string_literal: true

module Cablegram
  # The application's own `ApplicationCable::Connection`, for an HTTP request in place of a socket: its `connect` decides who is there.
  module HttpConnection
    # Raised if `connect` rejects the person.
    class Unauthorized < Error; end

    # @return the connection of the request, which is made once
    # @raise [Unauthorized]
    def self.of(request)
      request.env["cablegram.connection"] ||= open(ActionCable.server.config.connection_class.call, request)
    end

    def self.open(connection_class, request)
      connection = connection_class.allocate
      connection.extend(self)
      connection.listen_to(request)
      connection.connect if connection.respond_to?(:connect)
      connection
    rescue ActionCable::Connection::Authorization::UnauthorizedError
      raise Unauthorized, "#{connection_class} does not let this person in."
    end
    private_class_method :open

    # Stands in for `initialize`, which would open a socket.
    def listen_to(request)
      @request = request
      @env = request.env
      @server = ActionCable.server
      @logger = ActionCable::Connection::TaggedLoggerProxy.new(@server.logger, tags: [])
      @subscriptions = ActionCable::Connection::Subscriptions.new(self)
    end

    # There is nobody to write to.
    def transmit(*) = nil
    def close(**) = nil
  end
end
