# frozen_string_literal: true

module Cablegram
  # What the elements need of a content security policy: the cable's address, and a policy name if the page has Trusted Types.
  #
  #   Rails.application.config.content_security_policy do |policy|
  #     policy.default_src :self
  #     Cablegram.allow_in(policy)
  #   end
  #
  # The elements need no inline style and no inline script.
  module ContentSecurityPolicy
    class << self
      # @param policy [ActionDispatch::ContentSecurityPolicy]
      def allow_in(policy)
        sources = policy.directives["connect-src"] || policy.directives["default-src"] || ["'self'"]
        policy.connect_src(*sources, *cable_origin)
        types = policy.directives["trusted-types"]
        policy.trusted_types(*types, "cablegram") if types
      end

      private

      # `'self'` covers a cable on the page's own host in every browser of today.
      def cable_origin
        url = ActionCable.server.config.url.to_s
        url.match?(%r{\Awss?://}) ? [url[%r{\Awss?://[^/]+}]] : []
      end
    end
  end
end
