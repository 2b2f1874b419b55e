class WorkController < ApplicationController
  def show
    @exports = PrintExport.latest.includes(:book).limit(5)
    @imports = CatalogueImport.latest.limit(3)
  end
end
