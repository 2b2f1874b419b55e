# frozen_string_literal: true

Cablegram::Engine.routes.draw do
  get "snapshot", to: "snapshots#show", as: :snapshot, defaults: { format: :json }
end
