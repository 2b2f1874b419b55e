class CatalogueImport < ApplicationRecord
  include FollowedByProgress

  def title = "#{filename}, #{rows} rows"

  def job_class = CatalogueImportJob

  # Reads row by row.
  # @yield after each row
  def read
    rows.times do
      sleep 0.005
      yield
    end
  end

  def retry! = start
end
