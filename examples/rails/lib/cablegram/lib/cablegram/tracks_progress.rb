# frozen_string_literal: true

module Cablegram
  # Shows the progress of a job in `<live-progress>`: queued, running, succeeded, failed.
  #
  #   class ExportJob < ApplicationJob
  #     include Cablegram::TracksProgress
  #     tracks_progress :exports, of: ->(export) { export.user }, title: ->(export) { export.name }
  #
  #     def perform(export)
  #       progress.total = export.pages.count
  #       export.pages.each { |page| print(page); progress.increment }
  #     end
  #   end
  #
  # The page follows it by the job's id: `live_progress_tag ExportsChannel, :exports, entity: job.job_id`.
  module TracksProgress
    extend ActiveSupport::Concern

    included do
      class_attribute :tracked_progress, instance_accessor: false
      before_enqueue { |job| job.progress.queue }
      before_perform { |job| job.progress.start }
      after_perform { |job| job.progress.succeed }
      # Also after the last retry. A retry is enqueued again, which makes it `queued`.
      after_discard { |job, error| job.progress.fail(error) }
    end

    class_methods do
      # @param stream [Symbol] a stream that a channel declares
      # @param of [Proc, nil] returns what the stream belongs to, from the job's arguments
      # @param title [Proc, String, nil] what people call the job
      # @param error_message [Proc, String] what people read of a failure, from the error. By default no detail, because errors may hold secrets.
      def tracks_progress(stream, of: nil, title: nil, error_message: "It failed")
        self.tracked_progress = { stream:, of:, title:, error_message: }
      end
    end

    # @return [Report]
    def progress = @progress ||= Report.new(self)

    # What a job says of itself.
    class Report
      # The shortest time between two broadcasts of one job, in seconds; more cannot be seen.
      EVERY = 0.1

      attr_reader :current, :total, :message

      def initialize(job)
        @job = job
        @tracked = job.class.tracked_progress || raise(InvalidStream, "#{job.class} must call tracks_progress with the name of a stream.")
      end

      # How many steps there are.
      def total=(total)
        update(total:)
      end

      # One more step, or several.
      def increment(by = 1, message: @message) = update(current: (@current || 0) + by, message:)

      # Where the job is.
      # @param current [Numeric] steps done
      # @param total [Numeric] steps in all
      # @param message [String] what it does now
      def update(current: @current, total: @total, message: @message)
        @current = current
        @total = total
        @message = message
        write("running") unless recent?
      end

      def queue = write("queued")

      def start = write("running")

      def succeed
        @current = @total if @total
        write("succeeded")
      end

      def cancel = write("cancelled")

      def fail(error = nil)
        @message = text(@tracked[:error_message], error)
        write("failed")
      end

      private

      def recent? = @written && clock - @written < EVERY

      def write(status)
        @written = clock
        target = text(@tracked[:of], *@job.arguments)
        row = JobProgress.find_or_initialize_by(job_id: @job.job_id)
        row.update!(stream: Cablegram.streams.fetch(@tracked[:stream]).broadcasting(target),
                    title: text(@tracked[:title], *@job.arguments), status:, current:, total:, message:, updated_at: Time.current)
        Cablegram.broadcast(@tracked[:stream], row.as_live, of: target)
      end

      def text(value, *arguments) = value.respond_to?(:call) ? value.call(*arguments) : value

      def clock = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end
  end
end
