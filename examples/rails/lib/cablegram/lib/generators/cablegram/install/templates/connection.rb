module ApplicationCable
  class Connection < ActionCable::Connection::Base
    # Decides who may connect, for the cable and for the snapshots. Until you write `connect`, that is everybody.
  end
end
