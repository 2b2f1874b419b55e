# frozen_string_literal: true

# The application that docs/rails.md tells of: its samples are run as they are written there.

require 'rails'
require 'action_controller/railtie'
require 'action_cable/engine'
require 'tmpdir'

# What is written in the document, in Ruby.
module Samples
  ALL = File.read(File.expand_path('../../../docs/rails.md', __dir__)).scan(/^```ruby\n(.*?)^```$/m).flatten

  # The one sample that holds this.
  def self.with(word)
    ALL.select { |ruby| ruby.include?(word) }.then { |found| found.one? ? found.first : raise("#{found.size} samples hold #{word}.") }
  end
end

# One process, one file, nothing written beside it.
class DocumentApplication < Rails::Application
  config.load_defaults Rails::VERSION::STRING.to_f
  config.root = Dir.mktmpdir('document-')
  config.eager_load = true
  config.secret_key_base = 'for tests alone' * 4
  config.cache_store = :null_store
  config.logger = ActiveSupport::Logger.new($stdout)
  config.log_level = :warn
  config.action_cable.cable = { 'adapter' => 'async' }
  class_eval Samples.with('allowed_request_origins')

  routes.append do
    get '/snapshots/orders.json', to: 'snapshots#orders'
    get '/live', to: 'live#show'
    post '/orders', to: 'orders#create'
  end
end

at_exit { FileUtils.remove_entry(Rails.root) if Rails.root.exist? }
Rails.application.initialize!

# What the samples take for granted: a model of orders, and users with tokens.
class Order
  IDS = Concurrent::Array.new

  def self.today = IDS
  def self.maximum(_column) = IDS.last
  def self.create = IDS << (IDS.size + 1)
end

User = Struct.new(:name) do
  def self.find_by_token(token) = token.start_with?('token of ') ? new(token.delete_prefix('token of ')) : nil
  def to_gid_param = name
end

class ApplicationController < ActionController::Base
  skip_forgery_protection
end

module ApplicationCable
  class Channel < ActionCable::Channel::Base
  end
end

eval Samples.with('reject_unauthorized_connection')
*DEFINITIONS, BROADCAST = Samples.with('class OrderCount').lines
eval DEFINITIONS.join
eval Samples.with('class LiveController')

class OrdersController < ApplicationController
  def create
    Order.create
    eval BROADCAST
    head :no_content
  end
end

Thread.new do
  $stdin.read
  Process.kill(:TERM, Process.pid)
  # A stream of events is written to for ever, and nobody may be left who ends it.
  sleep 2
  Process.kill(:KILL, Process.pid)
end
