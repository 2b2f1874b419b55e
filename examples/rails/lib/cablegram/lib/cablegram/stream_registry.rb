# frozen_string_literal: true

module Cablegram
  # The streams of all channels, by name.
  class StreamRegistry
    def initialize
      @streams = {}
      @mutex = Mutex.new
    end

    # Adds a stream. A channel that is reloaded replaces its own.
    # @raise [InvalidStream] if another channel declares the name
    def add(stream)
      @mutex.synchronize do
        known = @streams[stream.name]
        if known && known.channel_name != stream.channel_name
          raise InvalidStream, "#{stream.channel_name} and #{known.channel_name} both declare the stream #{stream.name.inspect}. Rename one."
        end
        @streams = @streams.merge(stream.name => stream)
      end
    end

    # @return [Stream]
    # @raise [UnknownStream]
    def fetch(name)
      name = name.to_sym
      load_channels unless @streams.key?(name)
      @streams.fetch(name) do
        known = @streams.keys.map(&:inspect).join(", ").presence || "none"
        raise UnknownStream, "No channel declares live_stream(#{name.inspect}). Declared are: #{known}."
      end
    end

    private

    # In development, a channel is loaded when it is first used.
    def load_channels
      folder = Rails.root.join("app/channels")
      Rails.autoloaders.main.eager_load_dir(folder) if folder.directory?
    end
  end
end
