class Book < ApplicationRecord
  include Cablegram::Trackable
  has_many :covers
  has_many :job_orders

  tracks_activity(:analytics, on: :create) { |book| { actor: "Editor", verb: "added", object: book.title } }
  after_create_commit { Cablegram.broadcast :totals }
end
