class Activity < ApplicationRecord
  belongs_to :user

  scope :latest, -> { includes(:user).order(id: :desc) }

  # As JSON, to everybody and to each follower.
  after_create_commit do
    Cablegram.broadcast :activity, as_live
    user.followers.each { |follower| Cablegram.broadcast :followed, as_live, of: follower }
  end

  # As HTML, by Turbo.
  after_create_commit { broadcast_prepend_to "activities", target: "activities" }

  # The last ones, oldest first, as a stream's block returns them.
  def self.as_live(limit = 50) = latest.limit(limit).reverse.map(&:as_live)

  def as_live = { id:, actor: user.name, verb:, object:, at: created_at.iso8601(3) }
end
