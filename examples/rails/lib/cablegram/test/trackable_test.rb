# frozen_string_literal: true

require "test_helper"

class TrackableTest < ActiveSupport::TestCase
  test "what happens to a record is an activity of its shop" do
    order = @bakery.orders.create!(title: "Bread")
    order.update!(title: "Rolls")
    order.destroy!
    activities = sent(:activity, of: @bakery)
    assert_equal %w[order_created order_updated order_destroyed], activities.pluck("event")
    assert_equal({ "verb" => "created", "actor" => "Ada", "object" => "Bread" }, activities.first["data"])
    assert_equal 3, activities.pluck("id").uniq.size
    assert_empty sent(:activity, of: @press)
  end

  test "a rollback is no activity, and neither is what the block leaves out" do
    Order.transaction do
      @bakery.orders.create!(title: "Bread")
      raise ActiveRecord::Rollback
    end
    @bakery.orders.create!(title: "Bread").update!(title: "secret")
    assert_equal %w[order_created], sent(:activity, of: @bakery).pluck("event")
  end

  test "an unknown action is refused" do
    assert_raises(ArgumentError) { Order.tracks_activity(:activity, on: :save) {} }
  end
end
