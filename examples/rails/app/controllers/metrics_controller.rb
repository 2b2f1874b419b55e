class MetricsController < ApplicationController
  def show
  end
end
