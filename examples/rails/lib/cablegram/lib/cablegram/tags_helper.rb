# frozen_string_literal: true

module Cablegram
  # The tags of cablegram's elements.
  #
  #   <%= live_counter_tag OrdersChannel, :orders, label: "Orders today" %>
  #   <%= live_feed_tag ActivityChannel, :activity, max: 20 do %>…<% end %>
  #   <%= live_feed_tag ProjectChannel, :notes, of: @project %>          (a signed stream)
  #   <%= live_counter_tag MetricsChannel, :metric, params: { metric: "orders" } %>
  #   <%= live_presence_tag RoomChannel, params: { id: 7 }, presence_id: current_user.id %>
  #   <%= live_status_tag with_details: true %>
  #
  # A tag of a stream gets `channel`, `params`, `snapshot` and `seq`; a counter gets its `value` with its `as-of` too. Other attributes are the
  # element's, in Ruby's spelling: `stale_after: 30.seconds`, `with_delta: true`, `series: [{ field: "web" }]`.
  #
  # If the channel rejects the person, the tag has no value, and the element says why.
  module TagsHelper
    # Attributes that name something in the data, where `:orders_today` is "orders_today". A Symbol in any other is a word of the element's:
    # `:newest_last` is "newest-last".
    NAMES_IN_DATA = %i[annotations avatar_field entity event field group_by key max_field name_field seq series severity_field version].freeze

    %w[counter feed chart progress ticker notice].each do |name|
      define_method(:"live_#{name}_tag") do |channel = nil, stream = nil, of: nil, params: {}, **attributes, &block|
        attributes = cablegram_stream_attributes(channel, stream, of, params, attributes, value_of: name == "counter") if channel
        cablegram_tag(:"live-#{name}", attributes, &block)
      end
    end

    # Who is present, which only AnyCable knows. The channel needs no stream of ours; beside the other tags of a stream, name the stream here too.
    def live_presence_tag(channel = nil, stream = nil, of: nil, params: {}, **attributes, &block)
      if channel
        params = cablegram_params(channel.live_streams.fetch(stream), of, params) if stream
        attributes = { channel: channel.name, params: params.presence, **attributes }
      end
      cablegram_tag(:"live-presence", attributes, &block)
    end

    # `series` and `threshold` are children of a chart.
    %w[connection controls pause rate series status threshold].each do |name|
      define_method(:"live_#{name}_tag") { |**attributes, &block| cablegram_tag(:"live-#{name}", attributes, &block) }
    end

    private

    def cablegram_tag(name, attributes, &block)
      text = attributes.delete(:text)
      content = block ? capture(&block) : text
      content_tag(name, content, attributes.to_h { |key, value| [key.to_s.dasherize, cablegram_text(value, of: key)] })
    end

    def cablegram_stream_attributes(channel, stream, of, params, attributes, value_of:)
      stream = channel.live_streams.fetch(stream || channel.live_streams.keys.first)
      params = cablegram_params(stream, of, params)
      identifier = ActiveSupport::JSON.encode({ channel: channel.name, **params })
      value = value_of && !attributes.key?(:value) ? cablegram_value(identifier, attributes[:field]) : {}
      { channel: channel.name, params:, snapshot: cablegram_snapshot_path(identifier), seq: "seq", **value, **attributes }
    end

    def cablegram_params(stream, of, params) = { stream: stream.name, **params, **cablegram_signature(stream, of) }

    def cablegram_signature(stream, of)
      return {} if of.nil?
      raise ArgumentError, "live_stream(#{stream.name.inspect}) is not signed, so its channel decides what it belongs to. Leave out of." unless stream.signed?

      { signed: Token.sign(of, stream:, connection: HttpConnection.of(request)) }
    rescue HttpConnection::Unauthorized
      {}
    end

    # The value for the first paint. A computed one has the time before it was read: what happens after that time is counted again, and
    # nothing else. The last one of a history has no time, because messages may be on their way that are older, and not in it.
    def cablegram_value(identifier, field)
      as_of = Time.current
      state = HttpSubscription.open(request, identifier).snapshot.with_indifferent_access
      path = (field || "value").to_s.split(".")
      value = state.dig(*path)
      if value.nil? && state[:items]
        value = state[:items].reverse_each.lazy.filter_map { |item| item.dig(*path) }.first
        as_of = nil
      end
      value.nil? ? {} : { value:, as_of:, text: number_with_delimiter(cablegram_text(value)) }.compact
    rescue HttpConnection::Unauthorized, HttpSubscription::Rejected
      {}
    end

    def cablegram_snapshot_path(identifier)
      return cablegram.snapshot_path(identifier:) if respond_to?(:cablegram)

      raise SetupMissing, 'The snapshots have no address. Add `mount Cablegram::Engine => "/cablegram"` to config/routes.rb.'
    end

    def cablegram_text(value, of: nil)
      case value
      when true then ""
      when false, nil then nil
      when Hash, Array then ActiveSupport::JSON.encode(value)
      when ActiveSupport::Duration then "#{(value.to_f * 1000).round}ms"
      when Time, ActiveSupport::TimeWithZone, DateTime then value.to_time.utc.iso8601(3)
      when BigDecimal then value.to_s("F")
      when Symbol then NAMES_IN_DATA.include?(of) ? value.to_s : value.to_s.dasherize
      else value
      end
    end
  end
end
