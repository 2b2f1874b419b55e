class QuotesController < ApplicationController
  def index
    @quotes = Quote.listed
    @quote = @quotes.find_by(symbol: params[:symbol]) || @quotes.first
  end
end
