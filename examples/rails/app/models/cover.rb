class Cover < ApplicationRecord
  include Cablegram::Trackable
  BINDINGS = %w[hardback paperback spiral].freeze
  belongs_to :book

  tracks_activity(:analytics, on: :create) { |cover| { actor: "Editor", verb: "designed", object: "#{cover.book.title}, #{cover.binding}" } }
  after_create_commit { Cablegram.broadcast :totals }
end
