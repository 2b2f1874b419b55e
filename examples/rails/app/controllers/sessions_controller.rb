class SessionsController < ApplicationController
  # In this application everybody is who they say they are.
  def create
    sign_out
    cookies.signed[:user_id] = { value: User.find(params.require(:user)).id, httponly: true, same_site: :lax }
    redirect_to shop_path, status: :see_other
  end

  def destroy
    sign_out
    redirect_to shop_path, status: :see_other
  end

  private

  # Open sockets were opened by this person, in other tabs too: they have to ask again who they are.
  def sign_out
    ActionCable.server.remote_connections.where(current_user:).disconnect(reconnect: true) if current_user
    cookies.delete(:user_id)
  end
end
