# The streams of the signed-in person's shop. Guests have no shop and are rejected.
class ShopChannel < ApplicationCable::Channel
  live_stream(:shop_totals, of: -> { current_user&.shop }, &:totals)
  live_stream(:shop_orders, of: -> { current_user&.shop }) { |shop| shop.job_orders.latest.limit(30).reverse.map(&:as_live) }
end
