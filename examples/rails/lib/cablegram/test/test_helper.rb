# frozen_string_literal: true

ENV["RAILS_ENV"] = "test"
require "rails"
require "active_record/railtie"
require "action_controller/railtie"
require "active_job/railtie"
require "action_cable/engine"
$LOAD_PATH.unshift File.expand_path("../lib", __dir__)
require "cablegram"
require "minitest"
require "tmpdir"

SCRATCH = Dir.mktmpdir("cablegram-gem-")
Minitest.after_run { FileUtils.remove_entry(SCRATCH) }

# A shop with two people, each of whom follows what is theirs.
class ShopApplication < Rails::Application
  config.load_defaults Rails::VERSION::STRING.to_f
  config.root = SCRATCH
  config.eager_load = false
  config.secret_key_base = "for tests alone" * 4
  config.logger = ActiveSupport::Logger.new(File.join(SCRATCH, "test.log"))
  config.active_job.queue_adapter = :test
  config.action_cable.cable = { "adapter" => "test" }
  config.action_dispatch.show_exceptions = :rescuable
  config.hosts.clear
  config.active_support.cache_format_version = 7.1
  routes.append do
    mount Cablegram::Engine => "/cablegram"
    post "/sign_in", to: "pages#sign_in"
    get "/page", to: "pages#show"
  end
end
# Rails 7.2 waits for a locked database inside SQLite, where no other thread runs that could release it. Rails 8 waits as here.
module PatientDatabase
  private

  def configure_connection
    super
    @raw_connection.busy_handler_timeout = 10_000
  end
end
ActiveSupport.on_load(:active_record_sqlite3adapter) { prepend PatientDatabase }
ENV["DATABASE_URL"] = "sqlite3:#{SCRATCH}/test.sqlite3?default_transaction_mode=immediate"
ActiveRecord.maintain_test_schema = false
Rails.application.initialize!
require "rails/test_help"

ActiveRecord::Migration.verbose = false
ActiveRecord::Schema.define do
  create_table(:shops) { |t| t.string :name }
  create_table(:people) { |t| t.references :shop; t.string :name }
  create_table(:orders) { |t| t.references :shop; t.string :title }
end
template = File.expand_path("../lib/generators/cablegram/install/templates/create_cablegram_tables.rb.tt", __dir__)
eval(File.read(template).sub("<%= migration_version %>", "[7.2]")) # rubocop:disable Security/Eval
CreateCablegramTables.migrate(:up)

class Shop < ActiveRecord::Base
  has_many :orders
end

class Person < ActiveRecord::Base
  belongs_to :shop
end

class Order < ActiveRecord::Base
  include Cablegram::Trackable
  belongs_to :shop
  tracks_activity(:activity, of: :shop) { |order, verb| { actor: "Ada", object: order.title } unless order.title == "secret" && verb == "updated" }
end

module ApplicationCable
  class Connection < ActionCable::Connection::Base
    identified_by :person

    def connect
      self.person = Person.find_by(id: cookies.signed[:person]) || reject_unauthorized_connection
    end
  end

  class Channel < ActionCable::Channel::Base
  end
end

class OrdersChannel < ApplicationCable::Channel
  live_stream(:orders) { { value: Order.count } }
  live_stream(:titles) { Order.order(:id).map { |order| { id: order.id, title: order.title } } }
  live_stream(:older) { |_, before: nil| (before ? Order.where(id: ...before) : Order).order(:id).last(2).map { |order| { id: order.id } } }
end

class ShopChannel < ApplicationCable::Channel
  live_stream :activity, of: -> { person.shop }, history: 3
  live_stream(:total, of: :shop) { |shop| { value: shop.orders.count } }
  live_stream(:one_order, of: -> { person.shop.orders.find(params[:id]) }) { |order| { title: order.title } }
  live_stream(:metric, of: -> { params[:metric].presence_in(%w[cpu memory]) }) { |metric| { metric:, value: metric.size } }
  live_stream(:notes, signed: true) { |shop| { value: shop.name } }
  live_stream :points, history: 1_000
  live_stream :batched, history: 100, batch: 0.05
  live_stream(:jobs) { Cablegram::JobProgress.of(:jobs) }

  private

  def shop = person.shop
end

class AdminChannel < ApplicationCable::Channel
  live_stream(:secrets) { { value: 42 } }

  private

  def subscribed
    person.name == "Ada" ? super : reject
  end
end

class TickingChannel < ApplicationCable::Channel
  periodically :tick, every: 1.second
  live_stream(:ticks) { { value: 1 } }

  private

  def subscribed
    transmit({ by: without_socket? ? "snapshot" : "socket" })
    super
  end

  def tick = transmit({})
end

class PlainChannel < ApplicationCable::Channel
  def subscribed = stream_from("plain")
end

class PagesController < ActionController::Base
  skip_forgery_protection

  def sign_in
    cookies.signed[:person] = params.require(:person)
    head :no_content
  end

  def show = render(inline: params.require(:erb))
end

class ActiveSupport::TestCase
  include ActionCable::TestHelper

  self.use_transactional_tests = false

  setup do
    Cablegram.flush
    [Order, Person, Shop, Cablegram::StreamNumber, Cablegram::Message, Cablegram::JobProgress].each(&:delete_all)
    @bakery = Shop.create!(name: "Bakery")
    @press = Shop.create!(name: "Press")
    @ada = Person.create!(name: "Ada", shop: @bakery)
    @ben = Person.create!(name: "Ben", shop: @press)
    ActionCable.server.pubsub.clear
  end

  # What was broadcast on a stream, as a client gets it.
  def sent(stream, of: nil)
    broadcasts(Cablegram.streams.fetch(stream).broadcasting(of)).map { |text| JSON.parse(text) }
  end
end
