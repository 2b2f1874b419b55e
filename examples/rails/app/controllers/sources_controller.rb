# Shows the files that make a page, and no others.
class SourcesController < ApplicationController
  def show
    @path = params[:path]
    @page = Page.all.find { |page| page.files.include?(@path) } || raise(ActiveRecord::RecordNotFound)
    @text = Rails.root.join(@path).read
  end

  private

  def page = @page
end
