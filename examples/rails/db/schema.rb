# This file is auto-generated from the current state of the database. Instead
# of editing this file, please use the migrations feature of Active Record to
# incrementally modify your database, and then regenerate this schema definition.
#
# This file is the source Rails uses to define your schema when running `bin/rails
# db:schema:load`. When creating a new database, `bin/rails db:schema:load` tends to
# be faster and is potentially less error prone than running all of your
# migrations from scratch. Old migrations may fail to apply correctly if those
# migrations use external dependencies or application code.
#
# It's strongly recommended that you check this file into your version control system.

ActiveRecord::Schema[7.2].define(version: 2026_11_30_000001) do
  create_table "activities", force: :cascade do |t|
    t.integer "user_id", null: false
    t.string "verb", null: false
    t.string "object", null: false
    t.datetime "created_at", null: false
    t.datetime "updated_at", null: false
    t.index ["user_id"], name: "index_activities_on_user_id"
  end

  create_table "books", force: :cascade do |t|
    t.string "title", null: false
    t.datetime "created_at", null: false
    t.datetime "updated_at", null: false
  end

  create_table "cablegram_job_progresses", force: :cascade do |t|
    t.string "job_id", null: false
    t.string "stream", null: false
    t.string "title"
    t.string "status", null: false
    t.decimal "current", precision: 20, scale: 4
    t.decimal "total", precision: 20, scale: 4
    t.string "message"
    t.datetime "created_at", null: false
    t.datetime "updated_at", null: false
    t.index ["job_id"], name: "index_cablegram_job_progresses_on_job_id", unique: true
    t.index ["stream"], name: "index_cablegram_job_progresses_on_stream"
  end

  create_table "cablegram_messages", force: :cascade do |t|
    t.string "stream", null: false
    t.bigint "number", null: false
    t.text "body", null: false
    t.index ["stream", "number"], name: "index_cablegram_messages_on_stream_and_number", unique: true
  end

  create_table "cablegram_stream_numbers", force: :cascade do |t|
    t.string "name", null: false
    t.bigint "number", null: false
    t.index ["name"], name: "index_cablegram_stream_numbers_on_name", unique: true
  end

  create_table "catalogue_imports", force: :cascade do |t|
    t.string "job_id"
    t.string "filename", null: false
    t.integer "rows", null: false
    t.datetime "created_at", null: false
    t.datetime "updated_at", null: false
    t.index ["job_id"], name: "index_catalogue_imports_on_job_id", unique: true
  end

  create_table "covers", force: :cascade do |t|
    t.integer "book_id", null: false
    t.string "binding", null: false
    t.datetime "created_at", null: false
    t.datetime "updated_at", null: false
    t.index ["book_id"], name: "index_covers_on_book_id"
  end

  create_table "floods", force: :cascade do |t|
    t.integer "size", null: false
    t.datetime "created_at", null: false
    t.datetime "updated_at", null: false
  end

  create_table "follows", force: :cascade do |t|
    t.integer "follower_id", null: false
    t.integer "followed_id", null: false
    t.index ["followed_id"], name: "index_follows_on_followed_id"
    t.index ["follower_id", "followed_id"], name: "index_follows_on_follower_id_and_followed_id", unique: true
    t.index ["follower_id"], name: "index_follows_on_follower_id"
  end

  create_table "job_orders", force: :cascade do |t|
    t.integer "shop_id", null: false
    t.integer "book_id", null: false
    t.string "customer", null: false
    t.string "source", null: false
    t.string "status", default: "pending", null: false
    t.integer "copies", null: false
    t.decimal "amount", precision: 10, scale: 2, null: false
    t.datetime "created_at", null: false
    t.datetime "updated_at", null: false
    t.index ["book_id"], name: "index_job_orders_on_book_id"
    t.index ["created_at"], name: "index_job_orders_on_created_at"
    t.index ["shop_id"], name: "index_job_orders_on_shop_id"
    t.index ["status"], name: "index_job_orders_on_status"
  end

  create_table "print_exports", force: :cascade do |t|
    t.integer "book_id", null: false
    t.string "job_id"
    t.integer "pages", null: false
    t.boolean "broken", default: false, null: false
    t.datetime "created_at", null: false
    t.datetime "updated_at", null: false
    t.index ["book_id"], name: "index_print_exports_on_book_id"
    t.index ["job_id"], name: "index_print_exports_on_job_id", unique: true
  end

  create_table "quotes", force: :cascade do |t|
    t.string "symbol", null: false
    t.string "name", null: false
    t.decimal "price", precision: 10, scale: 2, null: false
    t.decimal "open", precision: 10, scale: 2, null: false
    t.decimal "previous_close", precision: 10, scale: 2, null: false
    t.datetime "created_at", null: false
    t.datetime "updated_at", null: false
    t.index ["symbol"], name: "index_quotes_on_symbol", unique: true
  end

  create_table "shops", force: :cascade do |t|
    t.string "name", null: false
    t.datetime "created_at", null: false
    t.datetime "updated_at", null: false
  end

  create_table "simulations", force: :cascade do |t|
    t.boolean "running", default: true, null: false
    t.integer "seed", null: false
    t.integer "tick", null: false
    t.integer "active_users", null: false
    t.datetime "stepped_at", null: false
  end

  create_table "users", force: :cascade do |t|
    t.integer "shop_id", null: false
    t.string "name", null: false
    t.datetime "created_at", null: false
    t.datetime "updated_at", null: false
    t.index ["shop_id"], name: "index_users_on_shop_id"
  end

  add_foreign_key "activities", "users"
  add_foreign_key "covers", "books"
  add_foreign_key "follows", "users", column: "followed_id"
  add_foreign_key "follows", "users", column: "follower_id"
  add_foreign_key "job_orders", "books"
  add_foreign_key "job_orders", "shops"
  add_foreign_key "print_exports", "books"
  add_foreign_key "users", "shops"
end
