require_relative 'document'

run Rails.application
