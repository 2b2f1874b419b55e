# frozen_string_literal: true

require "test_helper"
require "tmpdir"

# Needs redis-server. Without it, this says so and tests nothing.
class RedisTest < ActiveSupport::TestCase
  # A socket in a folder of its own, because a port that is free now may be taken when the server starts.
  FOLDER = Dir.mktmpdir("redis-")
  URL = "unix://#{FOLDER}/redis.sock"

  def self.redis
    @redis ||= begin
      require "redis"
      pid = spawn("redis-server", "--port", "0", "--unixsocket", "#{FOLDER}/redis.sock", "--save", "", out: IO::NULL)
      Minitest.after_run do
        Process.kill("TERM", pid)
        Process.wait(pid)
        FileUtils.remove_entry(FOLDER)
      end
      redis = Redis.new(url: URL, reconnect_attempts: Array.new(200, 0.05))
      redis.ping
      redis
    end
  end

  setup do
    skip "redis-server is not installed" unless system("redis-server --version", out: IO::NULL)
    self.class.redis.flushall
    Cablegram.store = Cablegram::RedisStore.new(url: URL)
  end

  teardown { Cablegram.store = Cablegram::DatabaseStore.new }

  test "numbers grow by one, from several processes" do
    numbers = Array.new(4) do
      Thread.new do
        store = Cablegram::RedisStore.new(url: URL)
        Array.new(50) { store.advance("orders", 1) }
      end
    end.flat_map(&:value).sort
    assert_equal (numbers.first..numbers.first + 199).to_a, numbers
    assert_operator numbers.first, :>, 1_700_000_000_000
  end

  test "a history keeps the last messages with their numbers" do
    5.times { |n| Cablegram.broadcast :activity, { id: n }, of: @bakery }
    snapshot = Cablegram.streams.fetch(:activity).snapshot(@bakery)
    assert_equal [2, 3, 4], snapshot[:items].pluck("id")
    assert_equal snapshot[:seq], snapshot[:items].last["seq"]
    assert_equal sent(:activity, of: @bakery).pluck("seq").last(3), snapshot[:items].pluck("seq")
  end

  test "without a message, the number is 0 and the history is empty" do
    snapshot = Cablegram.streams.fetch(:activity).snapshot(@bakery)
    assert_equal [0, []], snapshot.values_at(:seq, :items)
  end
end
