class VitalsController < ApplicationController
  def show
  end
end
