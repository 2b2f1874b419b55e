class WorkChannel < ApplicationCable::Channel
  live_stream(:exports) { Cablegram::JobProgress.of(:exports) }
  live_stream(:imports) { Cablegram::JobProgress.of(:imports) }

  # What the button of a failed job asks for.
  def retry_job(data)
    work = [PrintExport, CatalogueImport].filter_map { |model| model.find_by(job_id: data["id"]) }.first
    work&.retry! if Cablegram::JobProgress.find_by(job_id: data["id"])&.ended?
  end
end
