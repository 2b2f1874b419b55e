# What the shop counts.
module Metrics
  def self.current
    today = JobOrder.today
    {
      active_users: Simulation.current.active_users,
      orders_today: today.count,
      revenue_today: today.sum(:amount),
      pending_tasks: JobOrder.pending.count
    }
  end

  # What the shop has made, for the dashboard.
  def self.totals = { orders: JobOrder.count, books: Book.count, covers: Cover.count, exports: PrintExport.count }
end
