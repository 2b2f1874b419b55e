class FloodsController < ApplicationController
  def show
  end

  def create
    Flood.create!(size: Flood::SIZE)
    redirect_to flood_path, status: :see_other
  end
end
