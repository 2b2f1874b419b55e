class DashboardsController < ApplicationController
  def show
    @exports = PrintExport.latest.limit(4)
  end
end
