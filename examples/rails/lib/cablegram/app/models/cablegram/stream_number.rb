# frozen_string_literal: true

module Cablegram
  # The number of the last message of a stream.
  class StreamNumber < ActiveRecord::Base
    self.table_name = "cablegram_stream_numbers"

    # Adds to the number in one statement, so that processes never get the same one.
    #
    # A stream begins with the time in ms: if numbers are lost with a database, the new ones are still higher than those that pages know.
    # @return [Integer] the new number
    def self.advance(name, count)
      values = { name:, number: beginning + count }
      return advance_locked(values, count) unless connection.supports_insert_conflict_target? && connection.supports_insert_returning?

      upsert(values, unique_by: :name, returning: :number, record_timestamps: false,
             on_duplicate: Arel.sql("number = #{quoted_table_name}.number + #{count.to_i}")).rows.dig(0, 0).to_i
    end

    # Reads the schema before a transaction begins. On SQLite, a transaction that has read cannot wait until it may write.
    def self.read_schema
      connection.schema_cache.indexes(table_name)
      load_schema
    end

    # For databases whose INSERT returns nothing, such as MySQL.
    def self.advance_locked(values, count)
      transaction(requires_new: true) do
        row = lock.find_by(name: values[:name])
        next create!(values).number unless row

        row.update!(number: row.number + count)
        row.number
      end
    rescue ActiveRecord::RecordNotUnique
      # Another process made the row meanwhile.
      retry
    end
    private_class_method :advance_locked

    def self.beginning = (Process.clock_gettime(Process::CLOCK_REALTIME) * 1000).to_i
    private_class_method :beginning
  end
end
