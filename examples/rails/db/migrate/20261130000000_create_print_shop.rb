class CreatePrintShop < ActiveRecord::Migration[7.2]
  def change
    create_table :shops do |t|
      t.string :name, null: false
      t.timestamps
    end

    create_table :users do |t|
      t.references :shop, null: false, foreign_key: true
      t.string :name, null: false
      t.timestamps
    end

    create_table :follows do |t|
      t.references :follower, null: false, foreign_key: { to_table: :users }
      t.references :followed, null: false, foreign_key: { to_table: :users }
      t.index %i[follower_id followed_id], unique: true
    end

    create_table :books do |t|
      t.string :title, null: false
      t.timestamps
    end

    create_table :covers do |t|
      t.references :book, null: false, foreign_key: true
      t.string :binding, null: false
      t.timestamps
    end

    create_table :job_orders do |t|
      t.references :shop, null: false, foreign_key: true
      t.references :book, null: false, foreign_key: true
      t.string :customer, null: false
      t.string :source, null: false
      t.string :status, null: false, default: "pending", index: true
      t.integer :copies, null: false
      t.decimal :amount, precision: 10, scale: 2, null: false
      t.timestamps
      t.index :created_at
    end

    create_table :quotes do |t|
      t.string :symbol, null: false, index: { unique: true }
      t.string :name, null: false
      t.decimal :price, :open, :previous_close, precision: 10, scale: 2, null: false
      t.timestamps
    end

    create_table :activities do |t|
      t.references :user, null: false, foreign_key: true
      t.string :verb, :object, null: false
      t.timestamps
    end

    create_table :print_exports do |t|
      t.references :book, null: false, foreign_key: true
      t.string :job_id, index: { unique: true }
      t.integer :pages, null: false
      t.boolean :broken, null: false, default: false
      t.timestamps
    end

    create_table :catalogue_imports do |t|
      t.string :job_id, index: { unique: true }
      t.string :filename, null: false
      t.integer :rows, null: false
      t.timestamps
    end

    create_table :floods do |t|
      t.integer :size, null: false
      t.timestamps
    end

    create_table :simulations do |t|
      t.boolean :running, null: false, default: true
      t.integer :seed, :tick, null: false
      t.integer :active_users, null: false
      t.datetime :stepped_at, null: false
    end
  end
end
