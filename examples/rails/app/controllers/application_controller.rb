class ApplicationController < ActionController::Base
  helper_method :current_user, :page

  private

  def current_user = @current_user ||= User.find_by(id: cookies.signed[:user_id])

  def page = Page.of(controller_name)
end
