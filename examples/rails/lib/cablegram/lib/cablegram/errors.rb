# frozen_string_literal: true

module Cablegram
  class Error < StandardError; end

  # No channel declares the stream.
  class UnknownStream < Error; end

  # A body or a state that the elements cannot read.
  class InvalidBody < Error; end

  # A declaration of a stream that contradicts itself or another one.
  class InvalidStream < Error; end

  # The application does not have what cablegram needs, such as its tables.
  class SetupMissing < Error; end
end
