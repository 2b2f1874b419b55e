# What belongs to the shop of whoever is signed in. A guest has none, and is rejected.
class ShopChannel < ApplicationCable::Channel
  live_stream(:shop_totals, of: -> { current_user&.shop }, &:totals)
  live_stream(:shop_orders, of: -> { current_user&.shop }) { |shop| shop.job_orders.latest.limit(30).reverse.map(&:as_live) }
end
