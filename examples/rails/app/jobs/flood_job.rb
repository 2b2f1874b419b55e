class FloodJob < ApplicationJob
  def perform(flood)
    flood.numbers.each { |number| Cablegram.broadcast :flood, { id: number, value: number } }
  end
end
