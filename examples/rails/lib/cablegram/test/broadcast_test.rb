# frozen_string_literal: true

require "test_helper"

class BroadcastTest < ActiveSupport::TestCase
  test "a message has a number that grows by one, and its time to the millisecond" do
    3.times { Cablegram.broadcast :orders, { value: 1 } }
    first, second, third = sent(:orders)
    assert_equal [first["seq"] + 1, first["seq"] + 2], [second["seq"], third["seq"]]
    assert_match(/\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\z/, first["timestamp"])
  end

  test "a stream begins with the time in ms, so that new numbers are higher after old ones were lost" do
    before = (Time.now.to_f * 1000).to_i
    Cablegram.broadcast :orders, { value: 1 }
    old = sent(:orders).last["seq"]
    assert_operator old, :>=, before
    Cablegram::StreamNumber.delete_all
    sleep 0.005
    Cablegram.broadcast :orders, { value: 1 }
    assert_operator sent(:orders).last["seq"], :>, old
  end

  test "without a body, the state is broadcast" do
    @bakery.orders.create!(title: "Bread")
    Cablegram.broadcast :orders
    assert_equal 1, sent(:orders).last["value"]
  end

  test "a list that is the state is broadcast as items" do
    @bakery.orders.create!(title: "Bread")
    Cablegram.broadcast :titles
    assert_equal ["Bread"], sent(:titles).last["items"].pluck("title")
  end

  test "a body that is computed has the higher number if it is newer, however threads meet" do
    threads = Array.new(4) do
      Thread.new do
        10.times do
          @bakery.orders.create!(title: "Bread")
          Cablegram.broadcast :orders
        end
      end
    end
    threads.each(&:join)
    values = sent(:orders).sort_by { |body| body["seq"] }.pluck("value")
    assert_equal 40, values.last
    assert_equal 40, sent(:orders).pluck("seq").uniq.size
  end

  test "on a database whose INSERT returns nothing, numbers grow by one too" do
    numbers = Array.new(3) do
      Thread.new { Array.new(20) { Cablegram::StreamNumber.send(:advance_locked, { name: "orders", number: 1_001 }, 1) } }
    end.flat_map(&:value)
    assert_equal (1_001..1_060).to_a, numbers.sort
  end

  test "within a transaction, a message waits for the commit" do
    Order.transaction do
      @bakery.orders.create!(title: "Bread")
      Cablegram.broadcast :orders
      assert_empty sent(:orders)
    end
    assert_equal [1], sent(:orders).pluck("value")
  end

  test "after a rollback, nothing is broadcast" do
    Order.transaction do
      Cablegram.broadcast :orders
      raise ActiveRecord::Rollback
    end
    assert_empty sent(:orders)
  end

  test "streams of two records are two streams" do
    Cablegram.broadcast :total, of: @bakery
    assert_equal 1, sent(:total, of: @bakery).size
    assert_empty sent(:total, of: @press)
  end

  test "a colon in a text does not make one stream into another" do
    stream = Cablegram.streams.fetch(:metric)
    assert_not_equal stream.broadcasting("a:b"), stream.broadcasting(%w[a b])
  end

  test "an unknown stream is refused, with the known ones" do
    error = assert_raises(Cablegram::UnknownStream) { Cablegram.broadcast :ordres, { value: 1 } }
    assert_includes error.message, ":orders"
  end

  test "a body that is no Hash is refused" do
    assert_raises(Cablegram::InvalidBody) { Cablegram.broadcast :orders, 42 }
    assert_raises(Cablegram::InvalidBody) { Cablegram.broadcast :points }
  end

  test "a body keeps its own timestamp, also if its keys are text" do
    Cablegram.broadcast :points, { "value" => 1, "timestamp" => "2026-11-29T05:00:00.000Z" }
    assert_equal "2026-11-29T05:00:00.000Z", sent(:points).last["timestamp"]
  end

  test "a declaration that contradicts itself is refused" do
    { { batch: 1, throttle: 1, history: 1 } => /both batch and throttle/, {} => /needs a block/, { throttle: 1, history: 1 } => /missing in the history/,
      { of: :shop, signed: true, history: 1 } => /both of and signed/ }.each do |options, words|
      error = assert_raises(Cablegram::InvalidStream) { Class.new(ApplicationCable::Channel) { live_stream(:wrong, **options) } }
      assert_match words, error.message
    end
  end

  test "a name belongs to one channel" do
    error = assert_raises(Cablegram::InvalidStream) { PlainChannel.live_stream(:orders) { {} } }
    assert_includes error.message, "OrdersChannel"
  end

  test "a history keeps the last messages" do
    5.times { |n| Cablegram.broadcast :activity, { id: n }, of: @bakery }
    assert_equal [2, 3, 4], Cablegram.streams.fetch(:activity).snapshot(@bakery)[:items].pluck("id")
  end
end
