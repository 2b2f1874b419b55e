pin "application"
pin "scheme"
pin "@hotwired/turbo-rails", to: "turbo.min.js"
# Copied by bin/setup. The file loads others by relative path, so it has no digest in its name.
pin "cablegram", to: "/cablegram/cablegram.js"
# The page of the script tag has Turbo, and nothing of ours.
pin "turbo_only"
