class CatalogueImportJob < ApplicationJob
  include Cablegram::TracksProgress
  tracks_progress :imports, title: ->(import) { import.title }

  def perform(import)
    progress.total = import.rows
    import.read { progress.increment }
  end
end
