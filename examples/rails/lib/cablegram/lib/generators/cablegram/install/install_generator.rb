# frozen_string_literal: true

require "rails/generators/active_record"

module Cablegram
  module Generators
    # `bin/rails generate cablegram:install`
    class InstallGenerator < ::Rails::Generators::Base
      include ActiveRecord::Generators::Migration

      source_root File.expand_path("templates", __dir__)
      desc "Adds cablegram: its tables, its route, its initializer, its browser files, and a first page at /live."

      class_option :from, type: :string, default: "node_modules/cablegram/dist/cdn", desc: "The folder of cablegram's browser files"
      class_option :script_tag, type: :boolean, default: false, desc: "Load one script in the layout, as without import maps"
      class_option :page, type: :boolean, default: true, desc: "A first page, with a button and a feed"

      def add_tables
        migration_template "create_cablegram_tables.rb.tt", "db/migrate/create_cablegram_tables.rb"
      end

      def add_route
        route 'mount Cablegram::Engine => "/cablegram"'
      end

      def add_initializer
        copy_file "initializer.rb", "config/initializers/cablegram.rb"
      end

      # Without a digest in their names, because the files load each other by relative path.
      def copy_browser_files
        from = File.expand_path(options[:from], destination_root)
        files = Dir[File.join(from, "{cablegram.js,cablegram-*.js,cablegram.iife.js}"), File.join(from, "cablegram-languages", "*")]
        if files.none? { |file| File.basename(file) == "cablegram.js" }
          say_status :missing, "#{from} holds no cablegram.js. Give the folder dist/cdn of the npm package: --from=path/to/cablegram/dist/cdn", :red
          return
        end
        files.each { |file| copy_file file, "public/cablegram/#{file.delete_prefix("#{from}/")}", verbose: false }
        say_status :create, "public/cablegram (#{files.size} files)"
      end

      # First the address of the cable, then what reads it.
      def add_cable_address
        add_to_head "action_cable_meta_tag", "<%= action_cable_meta_tag %>"
      end

      def load_it
        if File.exist?(File.join(destination_root, "config/importmap.rb")) && !options[:script_tag]
          append_to_file "config/importmap.rb", %(pin "cablegram", to: "/cablegram/cablegram.js"\n)
          append_to_file "app/javascript/application.js", %(import "cablegram"\n)
        else
          add_to_head "cablegram.iife.js", '<%= javascript_include_tag "/cablegram/cablegram.iife.js", defer: true, nonce: true %>'
        end
      end

      def add_channels
        %w[connection channel].each do |name|
          path = "app/channels/application_cable/#{name}.rb"
          copy_file "#{name}.rb", path unless File.exist?(File.join(destination_root, path))
        end
      end

      def add_page
        return unless options[:page]

        copy_file "hello_channel.rb", "app/channels/hello_channel.rb"
        copy_file "live_controller.rb", "app/controllers/live_controller.rb"
        copy_file "show.html.erb", "app/views/live/show.html.erb"
        route 'resource :live, only: [:show, :create], controller: "live"'
      end

      def say_what_is_next
        say "\nNow run bin/rails db:migrate and bin/rails server, and open /live in two windows.", :green
      end

      private

      # Adds a tag to the layout that does not have it yet.
      def add_to_head(sign, tag)
        layout = "app/views/layouts/application.html.erb"
        file = File.join(destination_root, layout)
        return if File.exist?(file) && File.read(file).include?(sign)

        if File.exist?(file) && File.read(file).match?(%r{^\s*</head>})
          inject_into_file layout, "    #{tag}\n", before: %r{^\s*</head>}
        else
          say_status :add, "#{tag} to the head of your layout", :yellow
        end
      end

      def migration_version = "[#{ActiveRecord::VERSION::STRING.to_f}]"
    end
  end
end
