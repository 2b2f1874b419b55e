class ShopOrdersController < ApplicationController
  def create
    current_user.shop.job_orders.create!(book: Book.order("RANDOM()").first, customer: current_user.name, source: "counter", copies: 1, amount: 12.5)
    redirect_to shop_path, status: :see_other
  end
end
