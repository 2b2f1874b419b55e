# The streams of the signed-in person's shop. Guests have no shop and are rejected.
class ShopChannel < ApplicationCable::Channel
  live_stream(:shop_totals, of: -> { current_user&.shop }, &:totals)
  live_stream(:shop_orders, of: -> { current_user&.shop }) { |shop| shop.job_orders.latest.limit(30).reverse.map(&:as_live) }

  # Who is here, which AnyCable knows.
  if defined?(AnyCable)
    include AnyCable::Rails::Channel::Presence
    # A client may call what is public.
    private :join_presence, :leave_presence
    after_subscribe { join_presence(id: current_user.id, info: { name: current_user.name }) unless subscription_rejected? || without_socket? }
  end
end
