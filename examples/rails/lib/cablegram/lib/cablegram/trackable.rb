# frozen_string_literal: true

module Cablegram
  # Broadcasts what happens to a model as activities, for `<live-feed>` and `<live-notice>`, and for counters of events.
  #
  #   class Order < ApplicationRecord
  #     include Cablegram::Trackable
  #     tracks_activity(:activity, of: :shop, on: %i[create update]) { |order, verb| { actor: order.customer.name, object: order.title } }
  #   end
  #
  # An activity is `{ event: "order_created", id: "…", data: { verb: "created", … } }`.
  module Trackable
    extend ActiveSupport::Concern

    VERBS = { create: "created", update: "updated", destroy: "destroyed" }.freeze

    class_methods do
      # @param stream [Symbol] a stream that a channel declares, as a rule with a `history`
      # @param of [Symbol, Proc, nil] what the stream belongs to, as a method of the record or from the record
      # @param on [Array<Symbol>] of `:create`, `:update`, `:destroy`
      # @yield [record, verb] returns what the activity's `data` holds beside the verb; nil broadcasts nothing
      def tracks_activity(stream, of: nil, on: VERBS.keys, &data)
        Array(on).each do |action|
          verb = VERBS.fetch(action) { raise ArgumentError, "on: knows #{VERBS.keys.inspect}, but not #{action.inspect}." }
          after_commit(on: action) { broadcast_activity(stream, of, verb, data) }
        end
      end
    end

    private

    def broadcast_activity(stream, of, verb, data)
      more = data ? data.call(self, verb) : { object: "#{model_name.human} #{to_param}" }
      return if more.nil?

      target = of.is_a?(Symbol) ? public_send(of) : of&.call(self)
      body = { event: "#{model_name.element}_#{verb}", id: SecureRandom.uuid, data: { verb:, **more } }
      Cablegram.broadcast(stream, body, of: target)
    end
  end
end
