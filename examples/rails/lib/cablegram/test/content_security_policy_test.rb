# frozen_string_literal: true

require "test_helper"

class ContentSecurityPolicyTest < ActiveSupport::TestCase
  test "a cable of another host is added to what the page may connect to" do
    with_cable("wss://cable.shop.example/cable") do
      assert_equal "default-src 'self'; connect-src 'self' wss://cable.shop.example", policy { |it| it.default_src :self }
    end
  end

  test "a cable of the same host needs nothing, and the rest of the policy stays" do
    with_cable("/cable") do
      assert_equal "connect-src 'self' https://api.example", policy { |it| it.connect_src :self, "https://api.example" }
    end
  end

  test "with Trusted Types, the name of our policy is allowed" do
    assert_match(/trusted-types mine cablegram/, policy { |it| it.trusted_types "mine" })
  end

  private

  def policy
    ActionDispatch::ContentSecurityPolicy.new { |it| yield it; Cablegram.allow_in(it) }.build
  end

  def with_cable(url)
    before = ActionCable.server.config.url
    ActionCable.server.config.url = url
    yield
  ensure
    ActionCable.server.config.url = before
  end
end
