# frozen_string_literal: true

require "test_helper"

class SnapshotTest < ActionDispatch::IntegrationTest
  test "the state, with the number of the last message in it" do
    sign_in @ada
    @bakery.orders.create!(title: "Bread")
    Cablegram.broadcast :orders
    body = snapshot("OrdersChannel", stream: "orders")
    assert_response :ok
    assert_equal 1, body["value"]
    assert_equal sent(:orders).last["seq"], body["seq"]
    assert_match(/\.\d{3}Z\z/, body["timestamp"])
  end

  test "before the first message, the number is 0" do
    sign_in @ada
    assert_equal 0, snapshot("OrdersChannel", stream: "orders")["seq"]
  end

  test "what did not change is answered 304, and nothing is computed" do
    sign_in @ada
    snapshot("OrdersChannel", stream: "orders")
    tag = response.headers["ETag"]
    queries = queries_of(/orders/) { snapshot("OrdersChannel", headers: { "If-None-Match" => tag }, stream: "orders") }
    assert_response :not_modified
    assert_empty queries
    Cablegram.broadcast :orders
    snapshot("OrdersChannel", headers: { "If-None-Match" => tag }, stream: "orders")
    assert_response :ok
  end

  test "a state that changed without a broadcast is seen after a minute" do
    sign_in @ada
    snapshot("OrdersChannel", stream: "orders")
    tag = response.headers["ETag"]
    travel(61.seconds) { snapshot("OrdersChannel", headers: { "If-None-Match" => tag }, stream: "orders") }
    assert_response :ok
  end

  test "who is not signed in gets 401" do
    snapshot("OrdersChannel", stream: "orders")
    assert_response :unauthorized
    assert_match(/does not let this person in/, response.parsed_body["error"])
  end

  test "what the channel rejects is 403, by its own subscribed too" do
    sign_in @ben
    snapshot("AdminChannel", stream: "secrets")
    assert_response :forbidden
    sign_in @ada
    assert_equal 42, snapshot("AdminChannel", stream: "secrets")["value"]
  end

  test "a record of another shop is 403, as one that is not there" do
    order = @bakery.orders.create!(title: "Bread")
    sign_in @ben
    snapshot("ShopChannel", stream: "one_order", id: order.id)
    assert_response :forbidden
    snapshot("ShopChannel", stream: "one_order", id: 0)
    assert_response :forbidden
  end

  test "a parameter that the channel does not know is 403" do
    sign_in @ada
    assert_equal 3, snapshot("ShopChannel", stream: "metric", metric: "cpu")["value"]
    snapshot("ShopChannel", stream: "metric", metric: "passwords")
    assert_response :forbidden
  end

  test "what is no channel of ours is 404 and runs nothing" do
    sign_in @ada
    ["Kernel", "PlainChannel", "Order", "ActionCable::Channel::Base", "", nil, "No such"].each do |name|
      snapshot(name, stream: "orders")
      assert_response :not_found, name.inspect
    end
    get "/cablegram/snapshot", params: { identifier: "{" }
    assert_response :not_found
    get "/cablegram/snapshot", params: { identifier: "[1]" }
    assert_response :not_found
    get "/cablegram/snapshot"
    assert_response :bad_request
  end

  test "a stream that the channel does not declare is 403, as its subscription is rejected" do
    sign_in @ada
    snapshot("OrdersChannel", stream: "activity")
    assert_response :forbidden
  end

  test "each shop reads its own, through 200 messages" do
    200.times { |n| Cablegram.broadcast :activity, { id: "#{n.even? ? 'bakery' : 'press'} #{n}" }, of: n.even? ? @bakery : @press }
    sign_in @ada
    ours = snapshot("ShopChannel", stream: "activity")
    assert_equal ["bakery 194", "bakery 196", "bakery 198"], ours["items"].pluck("id")
    tag = response.headers["ETag"]
    sign_in @ben
    theirs = snapshot("ShopChannel", headers: { "If-None-Match" => tag }, stream: "activity")
    assert_equal ["press 195", "press 197", "press 199"], theirs["items"].pluck("id")
  end

  test "a channel with a timer starts none, and transmits nothing" do
    sign_in @ada
    assert_equal 1, snapshot("TickingChannel", stream: "ticks")["value"]
    assert_nil ActionCable.server.event_loop.instance_variable_get(:@executor)
  end

  test "of a history, older items are those that are kept" do
    3.times { |n| Cablegram.broadcast :activity, { id: "item #{n}" }, of: @bakery }
    sign_in @ada
    { "item 2" => ["item 0", "item 1"], "item 0" => [], "gone" => [] }.each do |before, expected|
      get "/cablegram/snapshot", params: { identifier: { channel: "ShopChannel", stream: "activity" }.to_json, before: }
      assert_equal expected, response.parsed_body["items"].pluck("id"), before
    end
  end

  test "older items are asked for by the identity of the oldest" do
    4.times { @bakery.orders.create!(title: "Bread") }
    sign_in @ada
    items = snapshot("OrdersChannel", stream: "older")["items"]
    get "/cablegram/snapshot", params: { identifier: { channel: "OrdersChannel", stream: "older" }.to_json, before: items.first["id"] }
    assert_equal items.pluck("id").map { |id| id - 2 }, response.parsed_body["items"].pluck("id")
  end

  private

  def sign_in(person) = post("/sign_in", params: { person: person.id })

  def snapshot(channel, headers: {}, **params)
    get "/cablegram/snapshot", params: { identifier: { channel:, **params }.to_json }, headers: headers
    response.body.presence && response.parsed_body
  end

  def queries_of(words, &block)
    queries = []
    count = ->(*, payload) { queries << payload[:sql] if payload[:sql].match?(words) && !payload[:sql].match?(/cablegram/) }
    ActiveSupport::Notifications.subscribed(count, "sql.active_record", &block)
    queries
  end
end
