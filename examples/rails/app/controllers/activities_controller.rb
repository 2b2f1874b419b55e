class ActivitiesController < ApplicationController
  def index
    @activities = Activity.latest.limit(20)
    @people = User.order(:id)
    @person = @people.find_by(id: params[:person]) || @people.first
  end

  def create
    User.find(params.require(:person)).activities.create!(verb: "waved", object: "to everybody")
    redirect_to activities_path(person: params[:as]), status: :see_other
  end
end
