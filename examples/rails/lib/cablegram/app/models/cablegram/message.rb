# frozen_string_literal: true

module Cablegram
  # A message that a stream keeps for its snapshot.
  class Message < ActiveRecord::Base
    self.table_name = "cablegram_messages"

    def self.keep(stream, bodies, keep:)
      insert_all!(bodies.map { |body| { stream:, number: body.fetch(:seq), body: ActiveSupport::JSON.encode(body) } })
      last = bodies.last.fetch(:seq)
      # Numbers have no holes, so the number says how many there are.
      where(stream:).where(number: ..(last - keep)).delete_all
    end

    # @return [Array<Hash>] oldest first
    def self.history(stream, limit)
      where(stream:).order(number: :desc).limit(limit).pluck(:body).reverse.map { |body| ActiveSupport::JSON.decode(body) }
    end
  end
end
