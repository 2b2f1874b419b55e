# frozen_string_literal: true

module Cablegram
  # The options of the application, set in `config/initializers/cablegram.rb`.
  class Configuration
    # Where numbers and histories are kept: `:database`, `:redis`, or an object with the methods of {DatabaseStore}. By default Redis if
    # Action Cable uses Redis, else the database.
    attr_accessor :store

    # The address of Redis for `:redis`. By default the one in `config/cable.yml`.
    attr_accessor :redis_url

    # How long a signed stream of a page is valid. By default one day: a page that stays open longer must be reloaded to reconnect.
    attr_accessor :signed_for

    # A text that changes with each deploy, so that no page keeps a snapshot of an older form. By default none.
    attr_accessor :revision

    def initialize
      @signed_for = 24 * 60 * 60
    end

    # @return [DatabaseStore, RedisStore]
    def build_store
      case store || default_store
      when :database then DatabaseStore.new
      when :redis then RedisStore.new(url: redis_url || cable["url"])
      else store
      end
    end

    private

    def default_store = cable["adapter"] == "redis" ? :redis : :database

    def cable = (ActionCable.server.config.cable || {}).with_indifferent_access
  end
end
