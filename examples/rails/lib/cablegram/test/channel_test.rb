# frozen_string_literal: true

require "test_helper"

class ShopChannelTest < ActionCable::Channel::TestCase
  test "follows the stream of the person's own shop" do
    stub_connection person: @ada
    subscribe stream: "total"
    assert subscription.confirmed?
    assert_has_stream Cablegram.streams.fetch(:total).broadcasting(@bakery)
  end

  test "rejects a stream it does not have, and a name that is not text" do
    stub_connection person: @ada
    [{}, { stream: "nothing" }, { stream: ["total"] }, { stream: { "total" => 1 } }].each do |params|
      subscribe(**params)
      assert subscription.rejected?, params.inspect
    end
  end

  test "rejects a record that is not there" do
    stub_connection person: @ada
    subscribe stream: "one_order", id: 0
    assert subscription.rejected?
  end

  test "clients can call none of our methods" do
    assert_empty ShopChannel.action_methods.to_a
  end
end

class SignedTest < ActionCable::Channel::TestCase
  tests ShopChannel

  test "a signature lets its own person in, and nobody else" do
    stub_connection person: @ada
    token = sign(@bakery)
    subscribe stream: "notes", signed: token
    assert subscription.confirmed?
    stub_connection person: @ben
    subscribe stream: "notes", signed: token
    assert subscription.rejected?
  end

  test "a signature is over after a day" do
    stub_connection person: @ada
    token = sign(@bakery)
    travel 25.hours do
      subscribe stream: "notes", signed: token
      assert subscription.rejected?
    end
  end

  test "a forged, a missing and a signed name of something gone are rejected" do
    stub_connection person: @ada
    token = sign(@bakery)
    [nil, "", "forged", token.reverse, "#{token}x"].each do |wrong|
      subscribe stream: "notes", signed: wrong
      assert subscription.rejected?, wrong.inspect
    end
    @bakery.destroy!
    subscribe stream: "notes", signed: token
    assert subscription.rejected?
  end

  private

  def sign(target)
    Cablegram::Token.sign(target, stream: Cablegram.streams.fetch(:notes), connection: connection)
  end
end
