module ApplicationCable
  class Connection < ActionCable::Connection::Base
    identified_by :current_user

    # Guests may connect. A stream that belongs to somebody rejects them.
    def connect
      self.current_user = User.find_by(id: cookies.signed[:user_id])
    end
  end
end
