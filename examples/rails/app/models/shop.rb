class Shop < ApplicationRecord
  has_many :users
  has_many :job_orders

  # What its people see on their page.
  def totals
    today = job_orders.today
    { orders: today.count, revenue: today.sum(:amount), pending: job_orders.pending.count }
  end
end
