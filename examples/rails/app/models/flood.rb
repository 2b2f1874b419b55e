# A thousand messages at once, numbered through all floods.
class Flood < ApplicationRecord
  SIZE = 1_000

  after_create_commit { FloodJob.perform_later(self) }

  def self.total = sum(:size)

  def numbers
    before = Flood.where(id: ...id).sum(:size)
    (before + 1)..(before + size)
  end
end
