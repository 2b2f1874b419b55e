class PrintExport < ApplicationRecord
  include FollowedByProgress

  # Raised for a book that cannot be printed.
  class Unprintable < StandardError; end

  belongs_to :book

  after_create_commit { Cablegram.broadcast :totals }

  def title = "#{book.title}, #{pages} pages"

  def job_class = PrintExportJob

  # Prints page by page.
  # @yield after each page
  def print
    pages.times do |page|
      raise Unprintable, "Page #{page + 1}: font missing" if broken && page > pages * 0.6

      sleep 0.02
      yield
    end
  end

  # Replaces the font, and prints once more.
  def retry!
    update!(broken: false)
    start
  end
end
