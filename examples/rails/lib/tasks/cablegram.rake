namespace :cablegram do
  desc "Copies cablegram's browser files from the built package, or from FROM, to public/cablegram"
  task :copy do
    from = ENV.fetch("FROM") { Rails.root.join("../../dist/cdn").to_s }
    to = Rails.root.join("public/cablegram")
    files = Dir.glob("{cablegram.js,cablegram-*.js,cablegram.iife.js,cablegram-languages/*.js}", base: from)
    abort "#{from} holds no cablegram.js. Run npm run build in the root of the project first." unless files.include?("cablegram.js")

    files.each do |file|
      mkdir_p to.join(file).dirname, verbose: false
      cp File.join(from, file), to.join(file), verbose: false
    end
    puts "#{files.size} files copied to public/cablegram."
  end
end
