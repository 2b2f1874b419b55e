Rails.application.configure do
  config.content_security_policy do |policy|
    policy.default_src :self
    policy.script_src :self
    policy.style_src :self
    policy.img_src :self, :data
    policy.object_src :none
    policy.base_uri :none
    policy.form_action :self
    policy.frame_ancestors :none
    Cablegram.allow_in(policy)
  end

  # Import maps are inline, and Turbo's progress bar is styled. Nothing else is inline.
  config.content_security_policy_nonce_generator = ->(_request) { SecureRandom.base64(16) }
  config.content_security_policy_nonce_directives = %w[script-src style-src]
end
