class Quote < ApplicationRecord
  # A page of Turbo listens to the list, and loads itself again, half a second after the last change.
  broadcasts_refreshes_to ->(_quote) { "quotes" }

  # A page of cablegram gets each price.
  after_update_commit do
    Cablegram.broadcast :quotes, as_live
    Cablegram.broadcast :quote, as_live, of: symbol
  end

  scope :listed, -> { order(:symbol) }

  def self.symbols = listed.pluck(:symbol)

  def change = price - previous_close

  def change_percent = (change / previous_close * 100).round(2)

  # Decimals are sent as text, so that every digit arrives.
  def as_live = { symbol:, name:, price:, open:, previous_close:, timestamp: updated_at.iso8601(3) }
end
