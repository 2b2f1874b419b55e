class LiveController < ApplicationController
  def show
  end

  def create
    Cablegram.broadcast :hello, { event: "hello", id: SecureRandom.uuid, data: { actor: "Somebody", verb: "said", object: "hello" } }
    redirect_to live_path, status: :see_other
  end
end
