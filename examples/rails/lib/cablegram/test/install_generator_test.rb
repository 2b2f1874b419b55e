# frozen_string_literal: true

require "test_helper"
require "rails/generators/test_case"
require "generators/cablegram/install/install_generator"

class InstallGeneratorTest < Rails::Generators::TestCase
  tests Cablegram::Generators::InstallGenerator
  destination File.join(SCRATCH, "new_application")

  LAYOUT = "app/views/layouts/application.html.erb"
  SCRIPT = '<%= javascript_include_tag "/cablegram/cablegram.iife.js", defer: true, nonce: true %>'

  setup do
    prepare_destination
    write LAYOUT, "<html>\n  <head>\n    <title>Shop</title>\n  </head>\n  <body><%= yield %></body>\n</html>\n"
    write "config/routes.rb", "Rails.application.routes.draw do\nend\n"
    %w[cablegram.js cablegram-feed.js cablegram.iife.js cablegram-languages/fr.js other.js].each { |file| write "cdn/#{file}", "// #{file}" }
  end

  test "with import maps, it pins and imports the module" do
    use_import_maps
    install
    assert_file "config/importmap.rb", 'pin "cablegram", to: "/cablegram/cablegram.js"' + "\n"
    assert_file "app/javascript/application.js", %(import "cablegram"\n)
    assert_file(LAYOUT) { |layout| assert_not_includes layout, "iife" }
  end

  test "without import maps, it adds the script tag to the layout" do
    install
    assert_file LAYOUT, /<%= action_cable_meta_tag %>\n    #{Regexp.escape(SCRIPT)}\n  <\/head>/
    assert_no_file "config/importmap.rb"
  end

  test "the script tag can be chosen beside import maps" do
    use_import_maps
    install "--script-tag"
    assert_file(LAYOUT) { |layout| assert_includes layout, SCRIPT }
    assert_file "config/importmap.rb", ""
    assert_file "app/javascript/application.js", ""
  end

  test "without a layout, it says which tag to add" do
    File.delete(File.join(destination_root, LAYOUT))
    assert_includes install, SCRIPT
  end

  test "it adds the tables, the route, the initializer, the browser files and a first page" do
    install
    assert_migration "db/migrate/create_cablegram_tables.rb", /ActiveRecord::Migration\[#{ActiveRecord::VERSION::STRING.to_f}\]/
    assert_file "config/routes.rb", /mount Cablegram::Engine => "\/cablegram"/
    assert_file "config/routes.rb", /resource :live/
    %w[cablegram.js cablegram-feed.js cablegram.iife.js cablegram-languages/fr.js].each { |file| assert_file "public/cablegram/#{file}" }
    assert_no_file "public/cablegram/other.js"
    %w[config/initializers/cablegram.rb app/channels/hello_channel.rb app/channels/application_cable/connection.rb
       app/controllers/live_controller.rb app/views/live/show.html.erb].each { |file| assert_file file }
  end

  test "a second run adds nothing twice" do
    install
    install "--skip"
    assert_file(LAYOUT) { |layout| assert_equal [1, 1], [layout.scan(SCRIPT).size, layout.scan("action_cable_meta_tag").size] }
    assert_file("config/routes.rb") { |routes| assert_equal 1, routes.scan("Cablegram::Engine").size }
    assert_equal 1, Dir[File.join(destination_root, "db/migrate/*")].size
  end

  test "--no-page leaves the first page out" do
    install "--no-page"
    assert_no_file "app/controllers/live_controller.rb"
    assert_file("config/routes.rb") { |routes| assert_not_includes routes, ":live" }
  end

  private

  def install(*options) = run_generator(["--from=cdn", *options])

  def use_import_maps
    %w[config/importmap.rb app/javascript/application.js].each { |file| write file, "" }
  end

  def write(path, text)
    file = File.join(destination_root, path)
    FileUtils.mkdir_p(File.dirname(file))
    File.write(file, text)
  end
end
