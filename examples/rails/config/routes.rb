Rails.application.routes.draw do
  mount Cablegram::Engine => "/cablegram"

  root "dashboards#show"
  resource :metrics, only: :show
  resources :quotes, only: :index
  resource :analytics, only: :show
  resource :vitals, only: :show do
    resource :stream, only: :show, controller: "vitals_streams"
  end
  resources :activities, only: %i[index create]
  resource :work, only: :show, controller: "work" do
    resources :print_exports, only: :create
    resources :catalogue_imports, only: :create
  end
  resource :server, only: :show
  resource :shop, only: :show do
    resources :job_orders, only: :create, controller: "shop_orders"
  end
  resource :session, only: %i[create destroy]
  resource :flood, only: %i[show create]
  resources :job_orders, only: %i[index create]

  resource :simulation, only: :update
  get "source/*path", to: "sources#show", as: :source, format: false
  get "up", to: "rails/health#show", as: :rails_health_check
end
