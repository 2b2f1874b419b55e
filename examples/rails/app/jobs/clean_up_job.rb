# Removes what nobody looks at any more; see config/recurring.yml.
class CleanUpJob < ApplicationJob
  def perform
    Cablegram::JobProgress.sweep(older_than: 1.day.ago)
    [PrintExport, CatalogueImport, JobOrder, Activity].each { |model| model.where(created_at: ..2.days.ago).delete_all }
    Cablegram.broadcast :totals
  end
end
