# frozen_string_literal: true

require "test_helper"

class CountingJob < ActiveJob::Base
  include Cablegram::TracksProgress
  tracks_progress :jobs, title: ->(name, *) { name }

  def perform(_name, steps)
    progress.total = steps
    steps.times { progress.increment }
  end
end

class FailingJob < ActiveJob::Base
  include Cablegram::TracksProgress
  tracks_progress :jobs
  retry_on(IOError, attempts: 2, wait: 0)

  def perform(error)
    progress.update(current: 1, total: 4)
    raise error.constantize, "password=hunter2"
  end
end

class ProgressTest < ActiveSupport::TestCase
  include ActiveJob::TestHelper

  test "queued, running, succeeded; and stored, for a page that opens later" do
    job = CountingJob.perform_later("Export", 500)
    assert_equal "queued", last["status"]
    perform_enqueued_jobs
    assert_equal %w[queued running succeeded], sent(:jobs).pluck("status").uniq
    assert_operator sent(:jobs).size, :<, 50
    stored = Cablegram.streams.fetch(:jobs).snapshot(nil)[:items].sole
    assert_equal [job.job_id, "succeeded", "Export", 500], stored.values_at(:id, :status, :title, :current)
  end

  test "a job that raises has failed, with nothing of the error" do
    FailingJob.perform_later("ArgumentError")
    assert_raises(ArgumentError) { perform_enqueued_jobs }
    assert_equal "failed", last["status"]
    refute_includes sent(:jobs).to_json, "hunter2"
  end

  test "a job that is tried again is queued again, and has failed after the last try" do
    FailingJob.perform_later("IOError")
    # The first run enqueues the second, which raises.
    perform_enqueued_jobs
    assert_raises(IOError) { perform_enqueued_jobs }
    assert_equal %w[queued running queued running failed], sent(:jobs).pluck("status").chunk_while { |a, b| a == b }.map(&:first)
  end

  test "a job without tracks_progress is told so" do
    job = Class.new(ActiveJob::Base) { include Cablegram::TracksProgress }
    assert_raises(Cablegram::InvalidStream) { job.new.progress }
  end

  test "what ended long ago is swept, and what runs stays" do
    CountingJob.perform_now("Old", 1)
    CountingJob.perform_later("New", 1)
    Cablegram::JobProgress.update_all(updated_at: 30.days.ago)
    assert_equal 1, Cablegram::JobProgress.sweep
    assert_equal ["queued"], Cablegram::JobProgress.pluck(:status)
  end

  private

  def last = sent(:jobs).last
end
