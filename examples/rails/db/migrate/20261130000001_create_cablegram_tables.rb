class CreateCablegramTables < ActiveRecord::Migration[7.2]
  def change
    # The number of the last message of each stream.
    create_table :cablegram_stream_numbers do |t|
      t.string :name, null: false, index: { unique: true }
      t.bigint :number, null: false
    end

    # The messages of streams with a history.
    create_table :cablegram_messages do |t|
      t.string :stream, null: false
      t.bigint :number, null: false
      t.text :body, null: false
      t.index [:stream, :number], unique: true
    end

    # The progress of jobs.
    create_table :cablegram_job_progresses do |t|
      t.string :job_id, null: false, index: { unique: true }
      t.string :stream, null: false, index: true
      t.string :title
      t.string :status, null: false
      t.decimal :current, precision: 20, scale: 4
      t.decimal :total, precision: 20, scale: 4
      t.string :message
      t.timestamps
    end
  end
end
