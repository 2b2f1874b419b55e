class User < ApplicationRecord
  belongs_to :shop
  has_many :activities
  has_many :follows, foreign_key: :follower_id
  has_many :followed, through: :follows
  has_many :followings, class_name: "Follow", foreign_key: :followed_id
  has_many :followers, through: :followings

  # @return [ActiveRecord::Relation<Activity>] of those whom they follow
  def followed_activities = Activity.where(user: followed)
end
