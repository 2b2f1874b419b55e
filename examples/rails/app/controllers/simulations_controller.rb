class SimulationsController < ApplicationController
  def update
    simulation = Simulation.current
    simulation.update!(running: !simulation.running)
    redirect_back_or_to root_path, status: :see_other
  end
end
