# frozen_string_literal: true

module Cablegram
  # Connects cablegram with a Rails application. Mount it for the snapshots: `mount Cablegram::Engine => "/cablegram"`.
  class Engine < ::Rails::Engine
    isolate_namespace Cablegram

    initializer "cablegram.channels" do
      ActiveSupport.on_load(:action_cable_channel) { extend LiveChannel::Declaration }
    end

    initializer "cablegram.helpers" do
      ActiveSupport.on_load(:action_controller_base) { helper TagsHelper }
    end

    # What a parent process collected is its own to send.
    initializer "cablegram.forks" do
      ActiveSupport::ForkTracker.after_fork { DelayedBroadcaster.forget_all }
    end
  end
end
