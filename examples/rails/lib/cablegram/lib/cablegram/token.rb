# frozen_string_literal: true

module Cablegram
  # A signature by which a view lets its person follow a stream. Unlike a signed stream name of Turbo, it holds for one person and for a day
  # (`config.signed_for`).
  module Token
    class << self
      # @return [String]
      def sign(target, stream:, connection:)
        verifier.generate(payload(target), purpose: purpose(stream, connection), expires_in: Cablegram.config.signed_for)
      end

      # @return what was signed, or nil if the signature is forged, too old, somebody else's or another stream's
      def read(token, stream:, connection:)
        found = verifier.verified(token.to_s, purpose: purpose(stream, connection))
        found && target(found)
      end

      private

      def verifier = Rails.application.message_verifier("cablegram/stream")

      def purpose(stream, connection) = [stream.name, connection.connection_identifier].join("/")

      def payload(target)
        return { "gid" => target.to_gid.to_s } if target.respond_to?(:to_gid)
        return { "text" => target.to_param } if target.is_a?(String) || target.is_a?(Symbol) || target.is_a?(Integer)

        raise InvalidBody, "Only a record, a text or a whole number can be signed, but not #{target.class}."
      end

      # A record that is gone is nobody's to follow.
      def target(found)
        found["gid"] ? GlobalID::Locator.locate(found["gid"]) : found["text"]
      rescue StandardError => error
        raise unless error.class.name == "ActiveRecord::RecordNotFound"
      end
    end
  end
end
