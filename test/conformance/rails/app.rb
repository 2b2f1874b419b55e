# frozen_string_literal: true

# A small Rails application that says what the tests ask it to say: scripts/test-rails.mjs installs its gems, the tests start it.
#
#   CABLE_URL  redis://… for the Redis adapter; without it the async one
#   STATE      file that keeps the points from one start to the next, as a database would
#   TETHERED   ends the process when its standard input does, so that it never outlives who started it

require 'rails'
require 'action_controller/railtie'
require 'action_cable/engine'
require 'tmpdir'
require_relative 'points'

# One process, one file, nothing written beside it.
class ConformanceApplication < Rails::Application
  config.load_defaults Rails::VERSION::STRING.to_f
  config.root = Dir.mktmpdir('conformance-')
  config.eager_load = true
  config.secret_key_base = 'for tests alone' * 4
  config.cache_store = :null_store
  config.logger = ActiveSupport::Logger.new($stdout)
  config.log_level = :warn
  config.action_cable.cable = ENV['CABLE_URL'] ? { 'adapter' => 'redis', 'url' => ENV['CABLE_URL'] } : { 'adapter' => 'async' }
  config.action_cable.allowed_request_origins = ['http://allowed.example']

  routes.append do
    get '/snapshots/demo/:stream', to: 'snapshots#show', format: true, constraints: { format: 'json' }
    get '/live/:stream', to: 'live#show'
    get '/state', to: 'orders#state'
    %w[sign_in broadcast push burst disconnect refuse admit restart].each { |deed| post "/#{deed}", to: "orders##{deed}" }
  end
end

at_exit { FileUtils.remove_entry(Rails.root) if Rails.root.exist? }
Rails.application.initialize!

# What a client may open, and hear.
module ApplicationCable
  # Lets in who brings `?token=token-<user>` or the cookie of /sign_in.
  class Connection < ActionCable::Connection::Base
    identified_by :user

    def connect
      Journal.count(:connects)
      self.user = request.params[:token].to_s[/\Atoken-(\w+)\z/, 1] || cookies.signed[:user]
      reject_unauthorized_connection if user.nil? || Journal::REFUSED.include?(user)
    end

    private

    def process_internal_message(message)
      Journal::LISTENING << user if message['type'] == 'listening?'
      super
    end
  end

  class Channel < ActionCable::Channel::Base
  end
end

class DemoChannel < ApplicationCable::Channel
  def subscribed
    Journal.count(:subscribes)
    stream_from stream
  end

  def unsubscribed = Journal.count(:unsubscribes)
  def ping_back(data) = transmit({ pong: data['n'] })
  def boom = raise('raised on purpose')

  def count(_data)
    transmit({ count: Journal.count("count #{stream}") })
  end

  def slow(data)
    sleep data['s'].to_f
    transmit({ slow_done: data['n'] })
  end

  private

  def stream = ['demo', params[:stream]].compact.join(':')
end

# Sends its state before it is confirmed.
class GreetingChannel < DemoChannel
  def subscribed
    transmit({ greeting: 1 })
    transmit({ greeting: 2 })
    super
  end
end

class RejectingChannel < ApplicationCable::Channel
  def subscribed
    Journal.count(:rejects)
    reject
  end
end

class RaisingChannel < ApplicationCable::Channel
  def subscribed = raise('raised on purpose')
end

class ApplicationController < ActionController::Base
  skip_forgery_protection
end

# State, conditionally: a list of bodies, oldest first, as they were broadcast.
class SnapshotsController < ApplicationController
  def show
    stream = "demo:#{params[:stream]}"
    Journal.count(:snapshots)
    return unless stale?(weak_etag: [stream, Points.seq_of(stream), params[:last]])

    Journal.count(:full_snapshots)
    points = Points.all(stream)
    render json: params[:last] ? points.last(params[:last].to_i) : points
  end
end

# Server-Sent Events as guides write them: a named event for each point, and one each second where there is none.
class LiveController < ApplicationController
  include ActionController::Live

  def show
    response.headers['Content-Type'] = 'text/event-stream'
    response.headers['Last-Modified'] = Time.now.httpdate
    stream = "demo:#{params[:stream]}"
    sse = SSE.new(response.stream, retry: 300)
    seq = request.headers['Last-Event-ID']&.to_i || [Points.seq_of(stream) - 1, 0].max
    loop do
      points = Points.after(stream, seq)
      points.each { |point| sse.write(point, event: 'datapoint', id: point[:seq]) }
      sse.write({ seq: }, event: 'beat') if points.empty?
      seq = points.last[:seq] unless points.empty?
    end
  rescue ActionController::Live::ClientDisconnected, IOError
    Journal.count(:live_ends)
  ensure
    sse&.close
  end
end

# What the tests tell the server to do.
class OrdersController < ApplicationController
  def sign_in
    cookies.signed[:user] = params.require(:user)
    head :no_content
  end

  # Any JSON, untouched, on any stream.
  def broadcast
    ActionCable.server.broadcast(params.require(:stream), JSON.parse(request.raw_post))
    head :no_content
  end

  def push
    render json: Points.add(params.require(:stream), params[:value].to_f)
  end

  def burst
    Points.burst(params.require(:stream), params.require(:n).to_i, params[:rate].to_f)
    head :accepted
  end

  # Rails begins to listen for this only some time after the welcome, and one that comes before is lost: so it asks first, a second at most.
  def disconnect
    user = params.require(:user)
    Journal::LISTENING.delete(user)
    50.times do
      ActionCable.server.broadcast("action_cable/#{user}", { type: 'listening?' })
      sleep 0.02
      break if Journal::LISTENING.include?(user)
    end
    ActionCable.server.remote_connections.where(user:).disconnect(reconnect: params[:reconnect] != 'false')
    head :no_content
  end

  def refuse
    Journal::REFUSED << params.require(:user)
    head :no_content
  end

  def admit
    Journal::REFUSED.delete(params.require(:user))
    head :no_content
  end

  def restart
    ActionCable.server.restart
    head :no_content
  end

  def state
    counts = Journal::COUNTS.each_pair.to_h { |name, count| [name, count.value] }
    render json: { rails: Rails.version, connections: ActionCable.server.connections.size, counts: }
  end
end

if ENV['TETHERED']
  Thread.new do
    $stdin.read
    Process.kill(:TERM, Process.pid)
    # Puma waits for what it still answers, and here nobody may be left who ends it.
    sleep 5
    Process.kill(:KILL, Process.pid)
  end
end
