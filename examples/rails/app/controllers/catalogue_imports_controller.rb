class CatalogueImportsController < ApplicationController
  def create
    CatalogueImport.create!(filename: "catalogue-#{Date.current.iso8601}.csv", rows: 600)
    redirect_to work_path, status: :see_other
  end
end
