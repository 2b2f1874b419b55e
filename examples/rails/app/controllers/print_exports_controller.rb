class PrintExportsController < ApplicationController
  def create
    PrintExport.create!(book: Book.order("RANDOM()").first, pages: rand(80..240), broken: params[:broken].present?)
    redirect_back_or_to work_path, status: :see_other
  end
end
