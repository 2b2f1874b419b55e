# Work in the background that a page follows. Its job keeps its id when it is tried again.
module FollowedByProgress
  extend ActiveSupport::Concern

  included do
    after_create_commit :start
    after_create_commit { broadcast_prepend_to "work" }
    scope :latest, -> { order(id: :desc) }
  end

  # Enqueues its job, also once more.
  def start
    job = job_class.new(self)
    job.job_id = job_id if job_id
    update_columns(job_id: job.job_id)
    job.enqueue
  end
end
