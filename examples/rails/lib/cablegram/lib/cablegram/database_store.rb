# frozen_string_literal: true

module Cablegram
  # Keeps numbers and histories in the application's database. Numbers of one stream grow by one across all processes.
  class DatabaseStore
    # The number of the last message, or 0.
    def number(name) = checked { StreamNumber.where(name:).pick(:number) || 0 }

    # Takes numbers for messages that are not kept.
    # @return [Integer] the last of them
    def advance(name, count) = checked { StreamNumber.advance(name, count) }

    # Numbers bodies and keeps the last ones. Whoever reads a number finds its message in the history.
    # @return [Array<Hash>] the bodies with their `seq`
    def append(name, bodies, keep:)
      checked do
        StreamNumber.read_schema
        StreamNumber.transaction do
          last = StreamNumber.advance(name, bodies.size)
          numbered = bodies.each_with_index.map { |body, index| { **body, seq: last - bodies.size + 1 + index } }
          Message.keep(name, numbered.last(keep), keep:)
          numbered
        end
      end
    end

    # The last messages, oldest first.
    def history(name, limit) = checked { Message.history(name, limit) }

    private

    def checked
      yield
    rescue ActiveRecord::StatementInvalid => error
      raise unless missing_table?(error)

      raise SetupMissing, "cablegram's tables are missing. Run bin/rails generate cablegram:install, then bin/rails db:migrate."
    end

    def missing_table?(error) = !error.is_a?(ActiveRecord::Deadlocked) && !StreamNumber.connection.table_exists?(StreamNumber.table_name)
  end
end
