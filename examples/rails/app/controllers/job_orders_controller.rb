class JobOrdersController < ApplicationController
  def index
    @job_orders = JobOrder.latest.limit(30)
  end

  def create
    JobOrder.create!(shop: Shop.first, book: Book.first, customer: "Visitor", source: "web", copies: 1, amount: 9.9)
    redirect_to job_orders_path, status: :see_other
  end
end
