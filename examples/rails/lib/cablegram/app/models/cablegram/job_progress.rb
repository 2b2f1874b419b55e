# frozen_string_literal: true

module Cablegram
  # How far a job is: stored, so that a page that opens later, or lost its connection, shows what became of the job.
  class JobProgress < ActiveRecord::Base
    self.table_name = "cablegram_job_progresses"

    # The states of a job, in the words that `<live-progress>` knows.
    STATUSES = %w[queued running paused cancelling succeeded failed cancelled].freeze
    ENDED = %w[succeeded failed cancelled].freeze

    validates :status, inclusion: { in: STATUSES }

    # The state of a stream of jobs, for a channel: `live_stream(:exports, of: :current_user) { |user| Cablegram::JobProgress.of(:exports, user) }`.
    # @param limit [Integer] how many of the latest jobs
    # @return [Array<Hash>] oldest first
    def self.of(stream, target = nil, limit: 50)
      where(stream: Cablegram.streams.fetch(stream).broadcasting(target)).order(id: :desc).limit(limit).map(&:as_live).reverse
    end

    # Removes what ended long ago. Run it by a recurring job.
    def self.sweep(older_than: 7.days.ago) = where(status: ENDED, updated_at: ...older_than).delete_all

    def ended? = ENDED.include?(status)

    # As `<live-progress>` reads it. A job that knows no total says nothing of how far it is.
    def as_live
      { id: job_id, status:, title:, message:, current: whole(current), total: whole(total), timestamp: updated_at.iso8601(3) }.compact
    end

    private

    def whole(number) = number&.frac&.zero? ? number.to_i : number
  end
end
