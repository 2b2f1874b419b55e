# Who lets the data of the application move: one row, which says whether it moves, and how far it has come.
class Simulation < ApplicationRecord
  EVERY = 1.second

  def self.current = first || create!(seed: 1, tick: 0, active_users: 300, stepped_at: Time.current)

  # Makes one step, unless another process has just done so.
  def self.step
    current
    due = where(running: true, stepped_at: ..(EVERY - 0.05.seconds).ago)
    return if due.update_all(["tick = tick + 1, stepped_at = ?", Time.current]).zero?

    ShopSimulator.new(current).step
  end
end
