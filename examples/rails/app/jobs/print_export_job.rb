class PrintExportJob < ApplicationJob
  include Cablegram::TracksProgress
  tracks_progress :exports, title: ->(export) { export.title }, error_message: ->(error) { error.message }

  # The three events that the dashboard follows.
  before_perform { announce "started" }
  after_perform { announce "completed" }
  after_discard { |job, error| job.announce "failed", error.message }

  def perform(export)
    progress.total = export.pages
    export.print { progress.increment }
  end

  def announce(verb, message = nil)
    export = arguments.first
    Cablegram.broadcast :analytics, { event: "print_export_#{verb}", id: SecureRandom.uuid,
                                      data: { id: export.id, actor: "Export", verb:, object: export.title, title: export.title, message: }.compact }
  end
end
