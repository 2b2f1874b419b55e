class JobOrder < ApplicationRecord
  include Cablegram::Trackable
  STATUSES = %w[pending printing shipped].freeze
  SOURCES = %w[web counter].freeze

  belongs_to :shop
  belongs_to :book

  validates :status, inclusion: { in: STATUSES }
  validates :source, inclusion: { in: SOURCES }

  scope :today, -> { where(created_at: Time.current.all_day) }
  scope :pending, -> { where(status: "pending") }
  scope :latest, -> { includes(:book).order(id: :desc) }

  # The dashboard: an event "job_order_created", and the totals.
  tracks_activity(:analytics, on: :create) { |order| { actor: order.customer, verb: "ordered", object: order.title, amount: order.amount } }
  after_create_commit { Cablegram.broadcast :totals }

  # The page of the shop that got it.
  after_commit { Cablegram.broadcast :shop_totals, of: shop }
  after_create_commit { Cablegram.broadcast :shop_orders, as_live, of: shop }

  # The page as people write it today.
  after_create_commit { broadcast_prepend_to "job_orders", target: "job_orders" }

  # Orders of the last minute, by their source.
  def self.volume
    counts = where(created_at: 1.minute.ago..).group(:source).count
    SOURCES.to_h { |source| [source, counts.fetch(source, 0)] }
  end

  def title = "#{copies} × #{book.title}"

  # Moves on to the next status.
  def advance! = update!(status: STATUSES[STATUSES.index(status) + 1])

  def as_live = { id:, actor: customer, verb: "ordered", object: title, at: created_at.iso8601(3) }
end
