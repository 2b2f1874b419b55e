class ServersController < ApplicationController
  def show
    @versions = ServerHealth.versions
  end
end
