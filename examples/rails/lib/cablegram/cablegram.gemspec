# frozen_string_literal: true

require_relative "lib/cablegram/version"

Gem::Specification.new do |spec|
  spec.name = "cablegram"
  spec.version = Cablegram::VERSION
  spec.summary = "The Rails half of cablegram: numbered broadcasts, snapshots and tags for live elements."
  spec.description = "Numbers what Action Cable broadcasts, answers with the state of a stream over HTTP behind the channel's own " \
                     "authorization, and renders the tags of cablegram's elements."
  spec.authors = ["The authors of cablegram"]
  spec.license = "MIT"
  spec.files = Dir["{app,config,lib}/**/*", "README.md"]
  spec.required_ruby_version = ">= 3.1"
  spec.add_dependency "rails", ">= 7.2", "< 9"
  spec.metadata["rubygems_mfa_required"] = "true"
end
