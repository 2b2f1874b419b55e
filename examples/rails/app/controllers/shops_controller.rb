class ShopsController < ApplicationController
  def show
    @shop = current_user&.shop
    @people = User.includes(:shop).order(:id)
  end
end
