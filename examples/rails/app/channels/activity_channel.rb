class ActivityChannel < ApplicationCable::Channel
  live_stream(:activity) { Activity.as_live }

  # The page decides whose: live_feed_tag ActivityChannel, :followed, of: user
  live_stream(:followed, signed: true) { |user| user.followed_activities.as_live }
end
