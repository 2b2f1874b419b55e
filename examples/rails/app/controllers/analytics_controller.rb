class AnalyticsController < ApplicationController
  def show
    @name = AnalyticsService.name_of(params[:metric]) || AnalyticsService::METRICS.keys.first
    @metric = AnalyticsService::METRICS.fetch(@name)
  end
end
