# frozen_string_literal: true

module Cablegram
  VERSION = "0.1.0"
end
