# frozen_string_literal: true

module Cablegram
  # Answers with the state of any live stream, to whoever may follow it: `GET /cablegram/snapshot?identifier={"channel":"OrdersChannel"}`.
  class SnapshotsController < ActionController::API
    rescue_from(HttpConnection::Unauthorized) { |error| refuse(error, :unauthorized) }
    rescue_from(HttpSubscription::Rejected) { |error| refuse(error, :forbidden) }
    rescue_from(HttpSubscription::Unknown) { |error| refuse(error, :not_found) }

    def show
      subscription = HttpSubscription.open(request, params.require(:identifier))
      number = subscription.number
      # The number says whether anything changed, before anything is computed.
      return unless stale?(weak_etag: [subscription.etag(number), params[:before]], template: false)

      render json: subscription.snapshot(number:, before: params[:before])
    end

    private

    def refuse(error, status) = render(json: { error: error.message }, status:)
  end
end
